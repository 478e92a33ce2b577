#pragma once

#include <cstddef>
#include <string_view>

namespace fipsprobe {

// line_of_json tells on which line of a JSON text the value begins that a JSON pointer (RFC 6901) names; 0 when there is none.
// The text must be one that parse_json accepts.
std::size_t line_of_json(std::string_view text, std::string_view pointer);

// line_at tells on which line a byte of a text is; the first is 1.
std::size_t line_at(std::string_view text, std::size_t byte);

}  // namespace fipsprobe
