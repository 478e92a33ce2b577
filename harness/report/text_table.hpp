#pragma once

#include <string>
#include <vector>

namespace fipsprobe {

// TextTable lays out rows of text in columns, two spaces apart. A column whose cells are all numbers is set flush right. Every
// cell is made printable. The last cell of a row takes as much room as it needs and does not widen its column.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> header);

  // add puts a row at the end; one with fewer cells than the header ends early, further cells than the header's are left out.
  void add(const std::vector<std::string>& row);

  // to_text returns the header and the rows, each a line. Words that stand for a state are coloured when `color` is true.
  std::string to_text(bool color) const;

 private:
  using Row = std::vector<std::string>;

  std::vector<Row> rows_;  // the header first
};

}  // namespace fipsprobe
