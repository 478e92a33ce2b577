#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "harness/report/amount_bars.hpp"
#include "harness/report/compare_html_parts.hpp"
#include "harness/report/compare_words.hpp"
#include "harness/report/figures.hpp"
#include "harness/report/printable.hpp"

namespace fipsprobe {
namespace {

using kainjow::mustache::data;

// --- modes ---

const MeanRatio* mean_of_group(const ComparedRuns& runs, BenchGroup group) {
  const auto found = std::ranges::find_if(runs.groups, [&](const MeanRatio& mean) { return mean.group == group; });
  return found == runs.groups.end() ? nullptr : &*found;
}

RatioAxis axis_of_costs(const std::vector<const ModeCost*>& costs) {
  std::vector<Estimate> ratios;
  for (const ModeCost* const cost : costs) {
    for (const MeanRatio& mean : cost->runs.groups) ratios.push_back(mean.ratio);
  }
  return ratio_axis_for(ratios);
}

data bar_of_cost(const ModeCost& cost, BenchGroup group, const RatioAxis& axis) {
  const MeanRatio* const mean = mean_of_group(cost.runs, group);
  data cell;
  cell.set("has", page_flag(mean != nullptr));
  if (mean == nullptr) return cell;
  const bool shown = mean->verdict != Verdict::not_shown;
  cell.set("bar", ratio_bar_svg(axis, mean->ratio, shown ? fmt::format("s{}", cost.side) : "same"));
  cell.set("ratio", factor_text(mean->ratio.value));
  cell.set("interval", span_text(mean->ratio));
  cell.set("shown", page_flag(shown));
  return cell;
}

data cost_table_of(const Comparison& comparison, const std::string& family, const std::vector<const ModeCost*>& costs) {
  const RatioAxis axis = axis_of_costs(costs);
  data columns{data::type::list};
  for (const ModeCost* const cost : costs) {
    data column;
    column.set("mark", side_mark(comparison.sides[cost->side]));
    column.set("module", run_title(cost->runs.first));
    column.set("axis", ratio_axis_svg(axis));
    columns.push_back(column);
  }
  data rows{data::type::list};
  for (std::size_t i = 0; i < kBenchGroups; ++i) {
    const auto group = static_cast<BenchGroup>(i);
    const bool any =
        std::ranges::any_of(costs, [&](const ModeCost* cost) { return mean_of_group(cost->runs, group) != nullptr; });
    if (!any) continue;
    data cells{data::type::list};
    for (const ModeCost* const cost : costs) cells.push_back(bar_of_cost(*cost, group, axis));
    data row;
    row.set("name", std::string(group_title(group)));
    row.set("cells", cells);
    rows.push_back(row);
  }
  data table;
  table.set("title", fmt::format("{}: {}", printable(family), cost_title(costs.front()->kind)));
  table.set("columns", columns);
  table.set("rows", rows);
  return table;
}

// --- money ---

data priced_row(const PricedPoint& point, std::size_t second, const RatioAxis& axis) {
  const std::string unit = point.key.size ? "B" : " calls";
  const std::string gap = point.key.size && amount_text(point.first.value).find(' ') == std::string::npos ? " " : "";
  data row;
  row.set("operation", printable(point.key.operation));
  row.set("size", point.key.size ? size_text(*point.key.size) : "");
  row.set("threads", fmt::format("{} / {}", point.key.threads, point.second_threads));
  row.set("first_amount", amount_text(point.first.value) + gap + unit);
  row.set("second_amount", amount_text(point.second.value) + gap + unit);
  row.set("amounts", amount_bars_svg({{0, point.first.value}, {second, point.second.value}}));
  set_ratio(row, axis, point.ratio, point.verdict, second);
  return row;
}

data priced_table(const Comparison& comparison, const PairComparison& pair, const ComparedRuns& runs) {
  const CompareSide& first = comparison.sides[0];
  const CompareSide& second = comparison.sides[pair.second];
  std::vector<MeanRatio> means = runs.prices->groups;
  if (runs.prices->overall) means.push_back(*runs.prices->overall);
  std::vector<Estimate> of_groups;
  for (const MeanRatio& group : means) of_groups.push_back(group.ratio);
  const RatioAxis group_axis = ratio_axis_for(of_groups);
  data groups{data::type::list};
  for (const MeanRatio& group : means) {
    data row;
    row.set("name", std::string(group_title(group.group)));
    row.set("points", std::to_string(group.tally.total()));
    set_ratio(row, group_axis, group.ratio, group.verdict, pair.second);
    groups.push_back(row);
  }
  std::vector<Estimate> of_points;
  for (const PricedPoint& point : runs.prices->points) of_points.push_back(point.ratio);
  const RatioAxis axis = ratio_axis_for(of_points);
  data rows{data::type::list};
  for (const PricedPoint& point : runs.prices->points) rows.push_back(priced_row(point, pair.second, axis));
  data table;
  table.set("title", runs_title(runs));
  table.set("first_mark", side_mark(first));
  table.set("second_mark", side_mark(second));
  table.set("first_price", fmt::format("{}", *first.price));
  table.set("second_price", fmt::format("{}", *second.price));
  table.set("group_axis", ratio_axis_svg(group_axis));
  table.set("groups", groups);
  table.set("axis", ratio_axis_svg(axis));
  table.set("rows", rows);
  return table;
}

}  // namespace

data cost_items(const Comparison& comparison) {
  std::map<std::pair<CostKind, std::string>, std::vector<const ModeCost*>> by_family;
  for (const ModeCost& cost : comparison.costs) {
    if (cost.runs.overall) by_family[{cost.kind, cost.runs.first.family}].push_back(&cost);
  }
  data items{data::type::list};
  for (const auto& [key, costs] : by_family) items.push_back(cost_table_of(comparison, key.second, costs));
  return items;
}

data price_items(const Comparison& comparison) {
  data items{data::type::list};
  for (const PairComparison& pair : comparison.pairs) {
    for (const ComparedRuns& runs : pair.runs) {
      if (runs.prices && !runs.prices->points.empty()) items.push_back(priced_table(comparison, pair, runs));
    }
  }
  return items;
}

}  // namespace fipsprobe
