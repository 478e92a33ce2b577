#include "harness/model/modprobe_file.hpp"

#include <algorithm>

namespace fipsprobe {
namespace {

constexpr std::string_view kBlanks = " \t\r";

// next_word takes the first word off the line.
std::string_view next_word(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(kBlanks));
  line.remove_prefix(word.size());
  return word;
}

std::string_view between_blanks(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(kBlanks), line.size()));
  return line.substr(0, line.find_last_not_of(kBlanks) + 1);
}

char as_modprobe_has_it(char c) { return c == '-' ? '_' : c; }

}  // namespace

bool is_module_named(std::string_view name, std::string_view other) {
  return std::ranges::equal(name, other, {}, as_modprobe_has_it, as_modprobe_has_it);
}

std::optional<BlockingLine> blocking_line(std::string_view text, std::string_view module) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    std::string_view rest = line;
    const std::string_view command = next_word(rest);
    if ((command == "install" || command == "blacklist") && is_module_named(next_word(rest), module))
      return BlockingLine{number, std::string(between_blanks(line))};
  }
  return std::nullopt;
}

}  // namespace fipsprobe
