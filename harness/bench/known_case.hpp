#pragma once

#include <optional>
#include <string_view>

#include "harness/vectors/case.hpp"

namespace fipsprobe {

// known_case returns the first case of a built-in vector file that is of the operation `name` (describe) and that a module must
// answer with an output: of an AEAD with a nonce of 12 bytes and a whole tag. Where the file has only the other direction of a
// cipher, one of these is undone. Nullopt when the file has neither. The file is the one whose name ends with `file`. Call it
// from one thread: what was found is kept.
std::optional<Case> known_case(std::string_view file, std::string_view name);

}  // namespace fipsprobe
