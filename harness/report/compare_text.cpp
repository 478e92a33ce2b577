#include "harness/report/compare_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "harness/compare/remarks.hpp"
#include "harness/report/color.hpp"
#include "harness/report/compare_words.hpp"
#include "harness/report/figures.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text_sections.hpp"
#include "harness/report/text_table.hpp"

namespace fipsprobe {
namespace {

// flush_right sets a figure flush right in a column of its width.
std::string flush_right(const std::string& text, std::size_t width) { return fmt::format("{:>{}}", text, width); }

// marked_ratio marks a ratio that the repeats do not tell from 1.
std::string marked_ratio(const Estimate& ratio, Verdict verdict) {
  return factor_text(ratio.value) + (verdict == Verdict::not_shown ? "~" : " ");
}

std::string heading(const std::string& text, const TextStyle& style) { return "\n" + bold(text, style.color) + "\n"; }

// --- what is compared ---

std::string side_lines(const CompareSide& side, const TextStyle& style) {
  const BenchConditions& bench = *side.evidence.bench;
  std::string text = fmt::format("{}  {}\n", bold(side.label, style.color), selection_of(side));
  text += fmt::format("   {}\n", side_place(side));
  text += fmt::format("   {}, {} repeats of about {}, fipsprobe {}\n", printable(bench.started_at), bench.repeats,
                      time_text(bench.batch_seconds), printable(side.evidence.tool_version));
  if (!bench.emulated.empty())
    text += "   " + bold(fmt::format("EMULATED by {}, not a measurement", printable(bench.emulated)), style.color) + "\n";
  for (const std::string& reason : bench.noise)
    text += fmt::format("   {} {}\n", bold("NOISY:", style.color), printable(reason));
  return text;
}

// --- the answer ---

std::string totals_line(const Comparison& comparison, const PairComparison& pair) {
  const PointTotals& totals = pair.totals;
  return fmt::format("{} points: {} compared, {} only in {}, {} only in {}, {} measured in neither\n", totals.total(),
                     totals.compared, totals.only_first, comparison.sides[0].label, totals.only_second,
                     comparison.sides[pair.second].label, totals.neither);
}

std::string modes_text(const ComparedRuns& runs) {
  if (runs.first.mode == runs.second.mode) return std::string(name_of(runs.first.mode));
  return fmt::format("{} / {}", name_of(runs.second.mode), name_of(runs.first.mode));
}

std::vector<std::string> mean_cells(const std::string& name, const MeanRatio& mean) {
  return {name,
          std::to_string(mean.tally.total()),
          std::to_string(mean.tally.faster),
          std::to_string(mean.tally.slower),
          std::to_string(mean.tally.not_shown),
          flush_right(marked_ratio(mean.ratio, mean.verdict), 8),
          span_text(mean.ratio)};
}

std::vector<std::string> mean_header(const std::string& name) {
  return {name, "points", "faster", "slower", "not shown", flush_right("ratio ", 8), "95 % interval"};
}

// answer_text has a line for the two modules, and below it one for each pair of modes.
std::string answer_text(const Comparison& comparison, const PairComparison& pair, const TextStyle& style) {
  const std::string first = side_mark(comparison.sides[0]);
  const std::string second = side_mark(comparison.sides[pair.second]);
  std::string text = heading(fmt::format("Speed of {} / speed of {}: above 1, {} is faster", second, first, second), style);
  TextTable table(mean_header("mean of all points"));
  std::string last_title;
  for (const ComparedRuns& runs : pair.runs) {
    const std::string title = fmt::format("{} / {}", run_title(runs.second), run_title(runs.first));
    if (title != last_title) table.add({title});
    last_title = title;
    const std::string modes = "  " + modes_text(runs);
    table.add(runs.overall ? mean_cells(modes, *runs.overall) : std::vector<std::string>{modes, "0", "0", "0", "0"});
  }
  if (!pair.runs.empty()) text += table.to_text(style.color);
  text += totals_line(comparison, pair);
  for (const std::string& remark : pair.remarks) text += wrapped(printable("note: " + remark), 0);
  return text;
}

// --- the figures behind it ---

std::string title_of_runs(const ComparedRuns& runs) {
  if (runs.first.mode == runs.second.mode) {
    return fmt::format("{} / {}, {}", run_title(runs.second), run_title(runs.first), name_of(runs.first.mode));
  }
  return fmt::format("{} {} / {} {}", run_title(runs.second), name_of(runs.second.mode), run_title(runs.first),
                     name_of(runs.first.mode));
}

std::string group_table(const std::vector<MeanRatio>& means, const TextStyle& style) {
  TextTable table(mean_header("mean of"));
  for (const MeanRatio& mean : means) table.add(mean_cells(std::string(group_title(mean.group)), mean));
  return table.to_text(style.color);
}

std::string sized_ratio_table(const std::vector<ComparedOperation>& operations, const TextStyle& style) {
  std::set<std::uint64_t> sizes;
  for (const ComparedOperation& operation : operations) {
    for (const ComparedPoint* const point : operation.points) {
      if (point->key.size) sizes.insert(*point->key.size);
    }
  }
  if (sizes.empty()) return {};
  std::vector<std::string> header = {"ratio"};
  for (const std::uint64_t size : sizes) header.push_back(flush_right(size_text(size) + " ", 8));
  header.emplace_back("interval of the last");
  TextTable table(header);
  for (const ComparedOperation& operation : operations) {
    if (!operation.key().size) continue;
    std::map<std::uint64_t, std::string> cells;
    for (const ComparedPoint* const point : operation.points) {
      cells[*point->key.size] = marked_ratio(point->ratio, point->verdict);
    }
    std::vector<std::string> row = {operation_title(operation.key())};
    for (const std::uint64_t size : sizes) row.push_back(flush_right(cells.contains(size) ? cells[size] : "- ", 8));
    row.push_back(span_text(operation.points.back()->ratio));
    table.add(row);
  }
  return "\n" + table.to_text(style.color);
}

std::string rate_ratio_table(const std::vector<ComparedOperation>& operations, const Comparison& comparison,
                             const PairComparison& pair, const TextStyle& style) {
  TextTable table({"calls/s", flush_right(comparison.sides[0].label, 8), flush_right(comparison.sides[pair.second].label, 8),
                   flush_right("ratio ", 8), "95 % interval"});
  bool any = false;
  for (const ComparedOperation& operation : operations) {
    if (operation.key().size) continue;
    const ComparedPoint& point = *operation.points.front();
    table.add({operation_title(point.key), flush_right(rate_text(1 / point.first.value), 8),
               flush_right(rate_text(1 / point.second.value), 8), flush_right(marked_ratio(point.ratio, point.verdict), 8),
               span_text(point.ratio)});
    any = true;
  }
  return any ? "\n" + table.to_text(style.color) : "";
}

std::string lone_points_text(const std::vector<LonePoint>& points, const std::string& first, const std::string& second) {
  std::string text;
  for (const LoneReason& reason : lone_reasons(points)) {
    const std::string where = reason.where == LonePoint::Where::first_only    ? "only in " + first
                              : reason.where == LonePoint::Where::second_only ? "only in " + second
                                                                              : "measured in neither";
    text += wrapped(
        fmt::format("{}, {}: {} ({})", where, points_text(reason.points), fmt::join(reason.operations, ", "), reason.reason),
        2);
  }
  return text.empty() ? "" : "not compared:\n" + text;
}

std::string runs_text(const Comparison& comparison, const PairComparison& pair, const ComparedRuns& runs,
                      const TextStyle& style) {
  std::string text = heading(title_of_runs(runs), style);
  const std::vector<ComparedOperation> operations = operations_of(runs);
  if (!runs.groups.empty()) text += group_table(runs.groups, style);
  text += sized_ratio_table(operations, style) + rate_ratio_table(operations, comparison, pair, style);
  return text + lone_points_text(runs.others, comparison.sides[0].label, comparison.sides[pair.second].label);
}

std::string lone_runs_text(const Comparison& comparison, const PairComparison& pair) {
  std::string text;
  for (const LoneRun& lone : pair.lone) {
    text += wrapped(
        fmt::format("only in {}: {} {}, {}: {}", comparison.sides[lone.in_first ? 0 : pair.second].label, run_title(lone.run),
                    name_of(lone.run.mode), points_text(lone.points.size()), printable(lone.reason)),
        0);
  }
  return text.empty() ? "" : "\n" + text;
}

// --- what modes cost ---

using CostsByFamily = std::map<std::pair<CostKind, std::string>, std::vector<const ModeCost*>>;

std::string cost_cell(const ModeCost& cost, BenchGroup group) {
  const auto found = std::ranges::find_if(cost.runs.groups, [&](const MeanRatio& mean) { return mean.group == group; });
  if (found == cost.runs.groups.end()) return "-";
  return fmt::format("{} ({})", marked_ratio(found->ratio, found->verdict), span_text(found->ratio));
}

std::string cost_text(const Comparison& comparison, const std::string& family, const std::vector<const ModeCost*>& costs,
                      const TextStyle& style) {
  std::vector<std::string> header = {"mean of"};
  for (const ModeCost* const cost : costs) {
    header.push_back(fmt::format("{}: {}", side_mark(comparison.sides[cost->side]), run_title(cost->runs.first)));
  }
  TextTable table(header);
  for (std::size_t i = 0; i < kBenchGroups; ++i) {
    const auto group = static_cast<BenchGroup>(i);
    std::vector<std::string> row = {std::string(group_title(group))};
    for (const ModeCost* const cost : costs) row.push_back(cost_cell(*cost, group));
    if (std::ranges::any_of(row.begin() + 1, row.end(), [](const std::string& cell) { return cell != "-"; })) table.add(row);
  }
  return heading(fmt::format("{}: {}", printable(family), cost_title(costs.front()->kind)), style) + table.to_text(style.color);
}

std::string costs_text(const Comparison& comparison, const TextStyle& style) {
  CostsByFamily by_family;
  for (const ModeCost& cost : comparison.costs) {
    if (cost.runs.overall) by_family[{cost.kind, cost.runs.first.family}].push_back(&cost);
  }
  std::string text;
  for (const auto& [key, costs] : by_family) text += cost_text(comparison, key.second, costs, style);
  return text;
}

// --- what money buys ---

// largest_sizes keeps, of an operation's priced points, the one with the largest size.
std::vector<const PricedPoint*> largest_sizes(const PricedRuns& priced) {
  std::vector<const PricedPoint*> points;
  for (const PricedPoint& point : priced.points) {
    const auto found =
        std::ranges::find_if(points, [&](const PricedPoint* other) { return other->key.operation == point.key.operation; });
    if (found == points.end()) {
      points.push_back(&point);
    } else if ((*found)->key.size < point.key.size) {
      *found = &point;
    }
  }
  return points;
}

std::string priced_text(const Comparison& comparison, const PairComparison& pair, const ComparedRuns& runs,
                        const TextStyle& style) {
  const CompareSide& first = comparison.sides[0];
  const CompareSide& second = comparison.sides[pair.second];
  const PricedRuns& priced = *runs.prices;
  std::string text = heading(fmt::format("{}: for one {}, at {} an hour for {} and {} for {}", title_of_runs(runs),
                                         money(comparison), *first.price, side_mark(first), *second.price, side_mark(second)),
                             style);
  std::vector<MeanRatio> means = priced.groups;
  if (priced.overall) means.push_back(*priced.overall);
  TextTable table({"operation", flush_right("size", 7), "threads", flush_right(first.label, 9), flush_right(second.label, 9),
                   flush_right("ratio ", 8), "95 % interval"});
  for (const PricedPoint* const point : largest_sizes(priced)) {
    const std::string unit = point->key.size ? "B" : "";
    table.add({printable(point->key.operation), flush_right(point->key.size ? size_text(*point->key.size) : "calls", 7),
               fmt::format("{} / {}", point->key.threads, point->second_threads),
               flush_right(amount_text(point->first.value) + unit, 9), flush_right(amount_text(point->second.value) + unit, 9),
               flush_right(marked_ratio(point->ratio, point->verdict), 8), span_text(point->ratio)});
  }
  return text + group_table(means, style) + "\n" + table.to_text(style.color);
}

}  // namespace

std::string compare_text(const Comparison& comparison, const TextStyle& style) {
  std::string text;
  for (const CompareSide& side : comparison.sides) text += side_lines(side, style);
  for (const PairComparison& pair : comparison.pairs) text += answer_text(comparison, pair, style);
  text += "~ no difference shown\n";
  for (const PairComparison& pair : comparison.pairs) {
    for (const ComparedRuns& runs : pair.runs) text += runs_text(comparison, pair, runs, style);
    text += lone_runs_text(comparison, pair);
  }
  text += costs_text(comparison, style);
  for (const PairComparison& pair : comparison.pairs) {
    for (const ComparedRuns& runs : pair.runs) {
      if (runs.prices && !runs.prices->points.empty()) text += priced_text(comparison, pair, runs, style);
    }
  }
  for (const CompareSide& side : comparison.sides) {
    for (const std::string& missing : runs_without_figures(side)) {
      text += wrapped(printable(fmt::format("{}: {}", side.label, missing)), 0);
    }
  }
  text += "\n";
  for (const std::string& line : method_lines()) text += wrapped(line, 0);
  return text;
}

}  // namespace fipsprobe
