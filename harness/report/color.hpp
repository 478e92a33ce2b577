#pragma once

#include <string>
#include <string_view>

namespace fipsprobe {

// painted puts `text` in the colour that the word stands for ("pass", "FAIL", "historical", "on", ...), when colour is wanted;
// a word without a colour leaves it as it is.
std::string painted(std::string_view word, std::string_view text, bool color);

// bold makes text bold, when colour is wanted.
std::string bold(std::string_view text, bool color);

}  // namespace fipsprobe
