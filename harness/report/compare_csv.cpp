#include "harness/report/compare_csv.hpp"

#include <fmt/format.h>

#include <vector>

#include "harness/report/printable.hpp"

namespace fipsprobe {
namespace {

using CsvRow = std::vector<std::string>;

// csv_text quotes a text where RFC 4180 section 2 asks for it. Spreadsheets run what begins with one of = + - @.
std::string csv_text(std::string_view raw) {
  std::string text = printable(raw);
  if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos) text.insert(0, "'");
  if (text.find_first_of(",\"") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_line(const CsvRow& row) {
  std::string line;
  for (const std::string& cell : row) line += (line.empty() ? "" : ",") + cell;
  return line + "\r\n";
}

std::string csv_number(double number) { return fmt::format("{:.9g}", number); }

// RowStart is what all rows of two runs have in common.
struct RowStart {
  std::string what;
  const CompareSide* a;
  const CompareSide* b;
};

CsvRow csv_start(const RowStart& start, const RunName& a, const RunName& b, const PointKey& key) {
  CsvRow row = {start.what};
  for (const auto& [side, run] : {std::pair{start.a, &a}, std::pair{start.b, &b}}) {
    row.insert(row.end(), {side->label, csv_text(side->file), csv_text(side->evidence.bench->emulated), csv_text(run->family),
                           csv_text(run->module), csv_text(run->version), std::string(name_of(run->mode))});
  }
  row.insert(row.end(), {csv_text(key.operation), std::string(name_of(key.group)), key.size ? std::to_string(*key.size) : "",
                         std::to_string(key.threads)});
  return row;
}

const CsvRow& csv_header() {
  static const CsvRow header = {
      "what",       "a",         "a_file",    "a_emulated", "a_family",  "a_module",           "a_version",
      "a_mode",     "b",         "b_file",    "b_emulated", "b_family",  "b_module",           "b_version",
      "b_mode",     "operation", "group",     "size",       "threads",   "a_seconds_per_call", "b_seconds_per_call",
      "a_for_one",  "b_for_one", "b_threads", "ratio",      "ratio_low", "ratio_high",         "p",
      "adjusted_p", "result",    "reason"};
  return header;
}

std::string point_line(CsvRow row, const ComparedPoint& point) {
  row.insert(row.end(),
             {csv_number(point.first.value), csv_number(point.second.value), "", "", std::to_string(point.key.threads),
              csv_number(point.ratio.value), csv_number(point.ratio.low), csv_number(point.ratio.high),
              csv_number(point.test.p), csv_number(point.adjusted_p), std::string(name_of(point.verdict)), ""});
  return csv_line(row);
}

// priced_line has what one unit of money buys, bytes or calls, where point_line has seconds; p is that of the costs, adjusted
// only.
std::string priced_line(CsvRow row, const PricedPoint& point) {
  row.insert(row.end(),
             {"", "", csv_number(point.first.value), csv_number(point.second.value), std::to_string(point.second_threads),
              csv_number(point.ratio.value), csv_number(point.ratio.low), csv_number(point.ratio.high), "",
              csv_number(point.adjusted_p), std::string(name_of(point.verdict)), ""});
  return csv_line(row);
}

std::string lone_line(CsvRow row, const LonePoint& point) {
  row.resize(row.size() + 10);
  row.emplace_back(name_of(point.where));
  row.push_back(csv_text(point.reason));
  return csv_line(row);
}

std::string runs_lines(const RowStart& start, const ComparedRuns& runs) {
  std::string text;
  for (const ComparedPoint& point : runs.points) {
    text += point_line(csv_start(start, runs.first, runs.second, point.key), point);
  }
  for (const LonePoint& point : runs.others) {
    text += lone_line(csv_start(start, runs.first, runs.second, point.key), point);
  }
  return text;
}

std::string priced_lines(RowStart start, const ComparedRuns& runs) {
  if (!runs.prices) return {};
  start.what = "for_one_of_currency";
  std::string text;
  for (const PricedPoint& point : runs.prices->points) {
    text += priced_line(csv_start(start, runs.first, runs.second, point.key), point);
  }
  return text;
}

// lone_run_lines leaves the columns of the side that has no such run empty.
std::string lone_run_lines(const RowStart& start, const LoneRun& lone) {
  constexpr std::size_t kFirst = 1;
  constexpr std::size_t kOfSide = 7;
  std::string text;
  for (const LonePoint& point : lone.points) {
    CsvRow row = csv_start(start, lone.run, lone.run, point.key);
    const std::size_t empty = lone.in_first ? kFirst + kOfSide : kFirst;
    for (std::size_t i = empty + 3; i < empty + kOfSide; ++i) row[i].clear();
    text += lone_line(std::move(row), point);
  }
  return text;
}

}  // namespace

std::string compare_csv(const Comparison& comparison) {
  std::string text = csv_line(csv_header());
  for (const PairComparison& pair : comparison.pairs) {
    const RowStart start{"comparison", comparison.sides.data(), &comparison.sides[pair.second]};
    for (const ComparedRuns& runs : pair.runs) text += runs_lines(start, runs) + priced_lines(start, runs);
    for (const LoneRun& lone : pair.lone) text += lone_run_lines(start, lone);
  }
  for (const ModeCost& cost : comparison.costs) {
    const CompareSide* const side = &comparison.sides[cost.side];
    text += runs_lines({fmt::format("cost_of_{}", name_of(cost.kind)), side, side}, cost.runs);
  }
  return text;
}

}  // namespace fipsprobe
