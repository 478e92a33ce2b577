#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "harness/report/compare_html_parts.hpp"
#include "harness/report/compare_words.hpp"
#include "harness/report/figures.hpp"
#include "harness/report/line_chart.hpp"
#include "harness/report/printable.hpp"

namespace fipsprobe {
namespace {

using kainjow::mustache::data;

// --- charts ---

Estimate throughput_of(std::uint64_t size, const Estimate& seconds) {
  const auto bytes = static_cast<double>(size);
  return {.value = bytes / seconds.value, .low = bytes / seconds.high, .high = bytes / seconds.low};
}

// ChartedRun gathers the lines of one run of the first side and of all runs that were compared with it.
struct ChartedRun {
  std::string title;
  std::vector<LineChart> charts;  // by operation and threads, in the order of the evidence
  std::map<std::pair<std::string, std::uint64_t>, std::size_t> places;
};

LineChart& chart_of(ChartedRun& run, const PointKey& key) {
  const auto [at, added] = run.places.try_emplace({key.operation, key.threads}, run.charts.size());
  if (added) run.charts.push_back({.id = {}, .title = operation_title(key), .series = {}});
  return run.charts[at->second];
}

void add_line(LineChart& chart, const CompareSide& side, std::size_t number, const ComparedOperation& operation,
              Estimate ComparedPoint::*seconds) {
  const bool there = std::ranges::any_of(chart.series, [&](const LineSeries& series) { return series.number == number; });
  if (there) return;
  LineSeries series{.label = side.label, .number = number, .points = {}};
  for (const ComparedPoint* const point : operation.points) {
    series.points.push_back({*point->key.size, throughput_of(*point->key.size, point->*seconds)});
  }
  chart.series.push_back(std::move(series));
}

using RunIdentity = std::tuple<std::string, std::string, std::string, Mode>;

std::vector<ChartedRun> charted_runs(const Comparison& comparison) {
  std::vector<ChartedRun> charted;
  std::map<RunIdentity, std::size_t> places;
  for (const PairComparison& pair : comparison.pairs) {
    for (const ComparedRuns& runs : pair.runs) {
      const RunName& name = runs.first;
      const auto [at, added] = places.try_emplace({name.family, name.module, name.version, name.mode}, charted.size());
      if (added)
        charted.push_back({.title = fmt::format("{}, {}: {}", name_of(name.mode), comparison.sides[0].label, run_title(name)),
                           .charts = {},
                           .places = {}});
      charted[at->second].title += fmt::format(", {}: {}", comparison.sides[pair.second].label, run_title(runs.second));
      for (const ComparedOperation& operation : operations_of(runs)) {
        if (!operation.key().size) continue;
        LineChart& chart = chart_of(charted[at->second], operation.key());
        add_line(chart, comparison.sides[0], 0, operation, &ComparedPoint::first);
        add_line(chart, comparison.sides[pair.second], pair.second, operation, &ComparedPoint::second);
      }
    }
  }
  return charted;
}

// --- tables ---

std::string speed_text(const PointKey& key, const Estimate& seconds) {
  if (!key.size) return rate_text(1 / seconds.value) + "/s";
  return throughput_text(static_cast<double>(*key.size) / seconds.value) + " MB/s";
}

std::string p_text(double p) { return p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", p); }

// shown_text says which side is faster, where that is shown.
std::string shown_text(const Comparison& comparison, const PairComparison& pair, Verdict verdict) {
  if (verdict == Verdict::not_shown) return "no difference";
  return comparison.sides[verdict == Verdict::faster ? pair.second : 0].label + " faster";
}

data point_row(const Comparison& comparison, const PairComparison& pair, const ComparedPoint& point, const RatioAxis& axis) {
  data row;
  row.set("size", point.key.size ? size_text(*point.key.size) : "");
  row.set("first_speed", speed_text(point.key, point.first));
  row.set("first_interval", interval_text(point.first));
  row.set("second_speed", speed_text(point.key, point.second));
  row.set("second_interval", interval_text(point.second));
  row.set("p", p_text(point.adjusted_p));
  row.set("verdict", shown_text(comparison, pair, point.verdict));
  row.set("starts", page_flag(false));
  set_ratio(row, axis, point.ratio, point.verdict, pair.second);
  return row;
}

// operation_rows has a row for each size; the first one carries the name for all of them.
std::vector<data> operation_rows(const Comparison& comparison, const PairComparison& pair, const ComparedOperation& operation,
                                 const RatioAxis& axis) {
  std::vector<data> rows;
  for (const ComparedPoint* const point : operation.points) rows.push_back(point_row(comparison, pair, *point, axis));
  rows.front().set("starts", page_flag(true));
  rows.front().set("sizes", std::to_string(rows.size()));
  rows.front().set("operation", operation_title(operation.key()));
  return rows;
}

data point_table(const Comparison& comparison, const PairComparison& pair, const ComparedRuns& runs) {
  std::vector<Estimate> ratios;
  for (const ComparedPoint& point : runs.points) ratios.push_back(point.ratio);
  const RatioAxis axis = ratio_axis_for(ratios);
  const std::vector<ComparedOperation> operations = operations_of(runs);
  data groups{data::type::list};
  for (const MeanRatio& mean : runs.groups) {
    data rows{data::type::list};
    for (const ComparedOperation& operation : operations) {
      if (operation.key().group != mean.group) continue;
      for (const data& row : operation_rows(comparison, pair, operation, axis)) rows.push_back(row);
    }
    data group;
    group.set("name", std::string(group_title(mean.group)));
    group.set("rows", rows);
    groups.push_back(group);
  }
  data table;
  table.set("title", runs_title(runs));
  table.set("count", std::to_string(runs.points.size()));
  table.set("first_mark", side_mark(comparison.sides[0]));
  table.set("second_mark", side_mark(comparison.sides[pair.second]));
  table.set("axis", ratio_axis_svg(axis));
  table.set("groups", groups);
  return table;
}

}  // namespace

data chart_items(const Comparison& comparison) {
  data items{data::type::list};
  std::size_t number = 0;
  for (ChartedRun& run : charted_runs(comparison)) {
    data charts{data::type::list};
    for (LineChart& chart : run.charts) {
      chart.id = fmt::format("c{}", number++);
      data item;
      item.set("title", chart.title);
      item.set("svg", line_chart_svg(chart));
      charts.push_back(item);
    }
    if (run.charts.empty()) continue;
    data item;
    item.set("title", run.title);
    item.set("count", std::to_string(run.charts.size()));
    item.set("open", page_flag(items.is_empty_list()));
    item.set("charts", charts);
    items.push_back(item);
  }
  return items;
}

data point_items(const Comparison& comparison) {
  data items{data::type::list};
  for (const PairComparison& pair : comparison.pairs) {
    for (const ComparedRuns& runs : pair.runs) {
      if (runs.points.empty()) continue;
      data table = point_table(comparison, pair, runs);
      table.set("open", page_flag(items.is_empty_list()));
      items.push_back(table);
    }
  }
  return items;
}

}  // namespace fipsprobe
