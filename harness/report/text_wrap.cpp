#include <algorithm>

#include "harness/report/printable.hpp"
#include "harness/report/text_sections.hpp"

namespace fipsprobe {

std::string wrapped(std::string_view text, std::size_t indent) {
  const std::string margin(indent, ' ');
  std::string all;
  std::string line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (!line.empty() && indent + width_of(line) + 1 + width_of(word) > kTextWidth) {
      all += margin + line + "\n";
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return line.empty() ? all : all + margin + line + "\n";
}

}  // namespace fipsprobe
