#pragma once

#include <optional>
#include <string>

#include "harness/model/kdf.hpp"
#include "probes/openssl/names.hpp"
#include "probes/openssl/params.hpp"

namespace fipsprobe::openssl {

// KdfRequest is a key derivation as OpenSSL 3 is asked for it: EVP_KDF(3).
struct KdfRequest {
  const char* algorithm = nullptr;  // null: `unsupported` says why OpenSSL cannot do it
  std::string unsupported;
  std::optional<Name> hash, cipher;       // that the algorithm works with, to be looked for first
  const char* needs_parameter = nullptr;  // a parameter that older providers do not know and would pass over
  Params params;
};

KdfRequest request_for(const KdfParameters& parameters);

}  // namespace fipsprobe::openssl
