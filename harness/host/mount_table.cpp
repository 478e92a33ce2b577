#include "harness/host/mount_table.hpp"

#include <algorithm>

#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

bool is_octal(char c) { return c >= '0' && c <= '7'; }

// unescaped undoes the kernel's octal escapes of space, tab, newline and backslash: "\040".
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 3 >= text.size() || !std::ranges::all_of(text.substr(at + 1, 3), is_octal)) {
      plain += text[at];
      continue;
    }
    plain += static_cast<char>(((text[at + 1] - '0') << 6) | ((text[at + 2] - '0') << 3) | (text[at + 3] - '0'));
    at += 3;
  }
  return plain;
}

}  // namespace

std::vector<Mount> mounts_in(std::string_view text) {
  std::vector<Mount> mounts;
  for (const std::string_view line : lines_of(text)) {
    // ID PARENT MAJOR:MINOR ROOT POINT OPTIONS [TAG...] - TYPE SOURCE SUPER-OPTIONS
    const auto words = words_of(line, " ");
    const auto dash = std::ranges::find(words, std::string_view("-"));
    if (words.size() < 6 || dash == words.end() || dash + 1 == words.end()) continue;
    const bool has_source = words.end() - dash > 2;
    mounts.push_back({unescaped(words[3]), unescaped(words[4]), unescaped(*(dash + 1)),
                      has_source ? unescaped(*(dash + 2)) : std::string()});
  }
  return mounts;
}

}  // namespace fipsprobe
