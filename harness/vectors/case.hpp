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
    accepted,  // a verifier, a decryption or an unwrapping accepts; the plaintext equals `output`
    rejected,  // a verifier, a decryption, an unwrapping, a key agreement rejects
    either,    // the file marks it "acceptable": the module may reject, or accept with `output` where there is one
    verifies,  // the output is a signature that verifies under the operation's or the fresh public key
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
  std::string note;  // what the file says of the case: comment and flags; may be empty
};

// SetInfo names one vector set: one file of known answers.
struct SetInfo {
  std::string source;     // file name, relative to the folder it was found in
  std::string algorithm;  // "AES-CBC", "RSA PKCS#1 v1.5 signature verification"
  std::string format;     // "CAVP", "ACVP", "Wycheproof"
};

// CaseConsumer takes cases one after another in the order of the file; it returns false to stop reading.
using CaseConsumer = std::function<bool(const Case&)>;

}  // namespace fipsprobe
