#pragma once

#include <string>
#include <vector>

#include "harness/model/operation.hpp"

namespace fipsprobe {

// Attempt is one operation of the refusal matrix.
struct Attempt {
  std::string name;  // describe(operation), and what is too weak about it where that is not in the words
  Operation operation;
};

// refusal_matrix lists the operations that a module in FIPS mode is expected to say no to, or that are worth knowing about:
// hash functions, ciphers and key sizes that SP 800-131A Rev. 2 and FIPS 140 IG do not approve. Each is tried in FIPS mode and
// in contrast, so that "refused" is told from "not built". Keys and messages are fixed and public.
std::vector<Attempt> refusal_matrix();

}  // namespace fipsprobe
