#include "harness/report/color.hpp"

#include <algorithm>
#include <array>

namespace fipsprobe {
namespace {

// Select Graphic Rendition, ECMA-48 §8.3.117.
constexpr std::string_view kGreen = "32";
constexpr std::string_view kBoldRed = "1;31";
constexpr std::string_view kYellow = "33";
constexpr std::string_view kDim = "2";
constexpr std::string_view kBold = "1";

struct WordColor {
  std::string_view word;
  std::string_view code;
};

constexpr std::array kWords = {
    WordColor{"pass", kGreen},       WordColor{"on", kGreen},
    WordColor{"active", kGreen},     WordColor{"FAIL", kBoldRed},
    WordColor{"fail", kBoldRed},     WordColor{"error", kBoldRed},
    WordColor{"revoked", kBoldRed},  WordColor{"historical", kYellow},
    WordColor{"unknown", kYellow},   WordColor{"unavailable", kDim},
    WordColor{"not_run", kDim},      WordColor{"n/a", kDim},
    WordColor{"unsupported", kDim},  WordColor{"not yet validated", kYellow},
    WordColor{"OBSTACLE", kBoldRed}, WordColor{"note", kYellow},
    WordColor{"clear", kGreen},
};

std::string with_code(std::string_view code, std::string_view text) {
  std::string all = "\x1b[";
  all += code;
  all += 'm';
  all += text;
  all += "\x1b[0m";
  return all;
}

}  // namespace

std::string painted(std::string_view word, std::string_view text, bool color) {
  const auto* const found = std::ranges::find(kWords, word, &WordColor::word);
  if (!color || found == kWords.end()) return std::string(text);
  return with_code(found->code, text);
}

std::string bold(std::string_view text, bool color) { return color ? with_code(kBold, text) : std::string(text); }

}  // namespace fipsprobe
