#pragma once

#include <string>

#include "harness/model/outcome.hpp"
#include "probes/nss/mechanisms.hpp"

namespace fipsprobe::nss {

// Reply is what a call of PKCS #11 answered.
struct Reply {
  Rv rv = CKR_OK;
  const char* call = "";  // the function that gave rv: "C_DigestInit"
  Bytes data;             // output of digest, sign, encrypt, decrypt, read
  Handle object = 0;      // of the calls that make an object

  bool ok() const { return rv == CKR_OK; }
};

// text_of writes "C_DigestInit: CKR_MECHANISM_INVALID (0x70)".
std::string text_of(const Reply& reply);

// with_prefix writes the same under the prefix of softoken's own functions: "FC_Initialize: CKR_DEVICE_ERROR (0x30)".
std::string with_prefix(const char* prefix, const Reply& reply);

// outcome_of turns a failed reply into refused where the code says that the token will not do this (a mechanism, key size, key
// type, parameter or use that it does not accept), and into error for any other code.
Outcome outcome_of(const Reply& reply);

}  // namespace fipsprobe::nss
