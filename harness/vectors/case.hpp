#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "harness/model/operation.hpp"

namespace fipsprobe {

// Expected is what the vector file says must come out of a case.
struct Expected {
  enum class Kind {
    output,    // the module's output equals `output`
    differs,   // the module's output must not equal `output` (a MAC that the file marks as wrong)
    accepted,  // a verifier or an AEAD decryption accepts; with AEAD the plaintext equals `output`
    rejected,  // a verifier or an AEAD decryption rejects
  };
  Kind kind = Kind::output;
  Bytes output;  // the bits behind an end inside the last byte (CipherOperation::bits) are zero
};

// Case is one known answer.
struct Case {
  std::string
      id;  // as the file names it: "[ENCRYPT] COUNT = 3"; "[mod = 1024] #17", the 17th of the file, where it has no counts
  std::size_t line = 0;  // where it starts in the file
  Operation operation;
  Expected expected;
};

// SetInfo names one vector set: one file of known answers.
struct SetInfo {
  std::string source;     // file name, relative to the folder it was found in
  std::string algorithm;  // "AES-CBC", "RSA PKCS#1 v1.5 signature verification"
};

// CaseConsumer takes cases one after another in the order of the file; it returns false to stop reading.
using CaseConsumer = std::function<bool(const Case&)>;

}  // namespace fipsprobe
