#include "harness/report/printable.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace fipsprobe {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size = 0;  // bytes; 0: not UTF-8
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

// size_from_first_byte follows RFC 3629 §3; 0 for a byte that no character starts with.
std::size_t size_from_first_byte(unsigned char byte) {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte < 0xe0) return 2;
  if (byte >= 0xe0 && byte < 0xf0) return 3;
  if (byte >= 0xf0 && byte < 0xf5) return 4;
  return 0;
}

CodePoint code_point_at(std::string_view text) {
  constexpr std::array<std::uint32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = size_from_first_byte(first);
  if (size == 0 || size > text.size()) return {};
  if (size == 1) return {first, 1};
  std::uint32_t value = first & (0x7fU >> size);
  for (const char c : text.substr(1, size - 1)) {
    if (!is_continuation(c)) return {};
    value = value << 6U | (static_cast<unsigned char>(c) & 0x3fU);
  }
  const bool is_surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < smallest[size] || value > 0x10ffff || is_surrogate) return {};
  return {value, size};
}

struct Range {
  std::uint32_t first, last;
};

// C0, DEL and C1; zero-width and direction marks; line and paragraph separators; embeddings, overrides and isolates; the byte
// order mark; interlinear annotation; the last two code points of the plane, which are no characters; tags.
constexpr std::array kHidden = {Range{0x00, 0x1f},     Range{0x7f, 0x9f},     Range{0x200b, 0x200f},
                                Range{0x2028, 0x202e}, Range{0x2060, 0x206f}, Range{0xfeff, 0xfeff},
                                Range{0xfff9, 0xfffb}, Range{0xfffe, 0xffff}, Range{0xe0000, 0xe007f}};

bool is_hidden(std::uint32_t value) {
  return std::ranges::any_of(kHidden, [&](const Range& range) { return value >= range.first && value <= range.last; });
}

}  // namespace

std::string printable(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = code_point_at(text);
    if (point.size == 0) {
      clean += '?';
    } else if (point.value == '\n' || point.value == '\t') {
      clean += ' ';
    } else if (!is_hidden(point.value)) {
      clean += text.substr(0, point.size);
    }
    text.remove_prefix(std::max<std::size_t>(point.size, 1));
  }
  return clean;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

}  // namespace fipsprobe
