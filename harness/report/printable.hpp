#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace fipsprobe {

// printable makes text of a module or a host safe to show: a line break or tab becomes a space; other control characters (C0,
// DEL, C1), and characters that turn the direction of writing or cannot be seen, are left out; a byte that is not UTF-8 becomes
// '?'.
std::string printable(std::string_view text);

// width_of counts the characters (code points) of printable text.
std::size_t width_of(std::string_view text);

}  // namespace fipsprobe
