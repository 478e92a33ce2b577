#include "harness/report/text_table.hpp"

#include <algorithm>

#include "harness/report/color.hpp"
#include "harness/report/printable.hpp"

namespace fipsprobe {
namespace {

struct TableColumn {
  std::size_t width = 0;
  bool is_number = true;
};

bool is_number(const std::string& cell) {
  return !cell.empty() && std::ranges::all_of(cell, [](char c) { return c >= '0' && c <= '9'; });
}

std::string padded(const std::string& cell, const TableColumn& column) {
  const std::size_t width = width_of(cell);
  const std::string gap(column.width > width ? column.width - width : 0, ' ');
  return column.is_number ? gap + cell : cell + gap;
}

using Rows = std::vector<std::vector<std::string>>;

// is_number_column looks at the cells below the header. The last cell of a row that ends early is a remark, not a value.
bool is_number_column(const Rows& rows, std::size_t column) {
  bool any = false;
  for (std::size_t r = 1; r < rows.size(); ++r) {
    const bool is_remark = column + 1 == rows[r].size() && rows[r].size() < rows.front().size();
    if (column >= rows[r].size() || is_remark) continue;
    if (!is_number(rows[r][column])) return false;
    any = true;
  }
  return any;
}

std::vector<TableColumn> columns_of(const Rows& rows) {
  std::vector<TableColumn> columns(rows.front().size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    columns[c].is_number = is_number_column(rows, c);
    for (const std::vector<std::string>& row : rows) {
      const bool is_last = c + 1 == row.size();
      const bool is_remark = is_last && row.size() < columns.size();
      if (c >= row.size() || is_remark || (is_last && !columns[c].is_number)) continue;
      columns[c].width = std::max(columns[c].width, width_of(row[c]));
    }
  }
  return columns;
}

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

TextTable::TextTable(std::vector<std::string> header) { rows_.push_back(std::move(header)); }

void TextTable::add(const std::vector<std::string>& row) {
  Row clean;
  for (const std::string& cell : row) {
    if (clean.size() < rows_.front().size()) clean.push_back(printable(cell));
  }
  rows_.push_back(std::move(clean));
}

std::string TextTable::to_text(bool color) const {
  const std::vector<TableColumn> columns = columns_of(rows_);
  std::string text;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    std::string line;
    for (std::size_t c = 0; c < rows_[r].size(); ++c) {
      if (c > 0) line += "  ";
      const bool is_last = c + 1 == rows_[r].size();
      const bool is_free = is_last && (!columns[c].is_number || rows_[r].size() < columns.size());
      const std::string cell = is_free ? rows_[r][c] : padded(rows_[r][c], columns[c]);
      line += r == 0 ? cell : painted(rows_[r][c], cell, color);
    }
    line = without_trailing_blanks(std::move(line));
    text += (r == 0 ? bold(line, color) : line) + "\n";
  }
  return text;
}

}  // namespace fipsprobe
