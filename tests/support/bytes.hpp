#pragma once

#include <string_view>

#include "harness/model/bytes.hpp"

namespace fipsprobe::test {

// hex reads digits that a test knows to be right: anything else ends the test.
inline Bytes hex(std::string_view digits) { return from_hex(digits).value(); }

// text returns the characters as bytes.
inline Bytes text(std::string_view characters) { return {characters.begin(), characters.end()}; }

}  // namespace fipsprobe::test
