#pragma once

#include <string>
#include <vector>

namespace fipsprobe {

// printable replaces control characters (terminal escapes among them) by '?', so that nothing a module or a host says can write
// elsewhere on a terminal. Line ends become spaces.
std::string printable(const std::string& text);

// TextTable lines up columns for people. Numbers stand to the right, the last column may be of any length. Cells are made
// printable. Widths are counted in characters of UTF-8.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header) : header_(std::move(header)) {}

  // add appends a row; it may have fewer cells than the header, and its last cell may be wider than its column.
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  // to_text returns a line for the header and one for each row. `color` prints the header bold.
  std::string to_text(bool color) const;

 private:
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace fipsprobe
