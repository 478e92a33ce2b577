#include "harness/report/text_table.hpp"

#include <algorithm>

namespace fipsprobe {
namespace {

constexpr const char* kGap = "  ";

std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

bool is_number(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string line_of(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths,
                    const std::vector<bool>& right) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::size_t width = width_of(cells[i]);
    const std::string padding(widths[i] > width ? widths[i] - width : 0, ' ');
    line += i == 0 ? "" : kGap;
    line += right[i] ? padding + cells[i] : cells[i] + padding;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

std::string printable(const std::string& text) {
  std::string clean = text;
  for (char& c : clean) {
    if (c == '\n' || c == '\t') c = ' ';
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '?';
  }
  return clean;
}

std::string TextTable::to_text(bool color) const {
  std::vector<std::size_t> widths;
  for (const std::string& cell : header_) widths.push_back(width_of(cell));
  std::vector<bool> right(header_.size(), true);
  std::vector<std::vector<std::string>> rows = rows_;
  for (std::vector<std::string>& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = printable(row[i]);
      const bool spills = i + 1 == row.size() && row.size() < header_.size();
      if (spills) continue;
      widths[i] = std::max(widths[i], width_of(row[i]));
      right[i] = right[i] && is_number(row[i]);
    }
  }
  const std::string header = line_of(header_, widths, right);
  std::string text = color ? "\x1b[1m" + header + "\x1b[0m\n" : header + "\n";
  for (const std::vector<std::string>& row : rows) text += line_of(row, widths, right) + "\n";
  return text;
}

}  // namespace fipsprobe
