#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "harness/report/compare_html_parts.hpp"
#include "harness/report/compare_words.hpp"
#include "harness/report/figures.hpp"
#include "harness/report/printable.hpp"

namespace fipsprobe {
namespace {

using kainjow::mustache::data;

// headline says in words what the mean of all points is.
std::string headline(const std::string& first, const std::string& second, const MeanRatio& mean) {
  if (mean.verdict == Verdict::not_shown)
    return fmt::format("No difference shown between {} and {} on the whole", first, second);
  const double ratio = mean.ratio.value;
  if (mean.verdict == Verdict::faster)
    return fmt::format("{} is {} times as fast as {} on the whole", second, factor_text(ratio), first);
  return fmt::format("{} is {} times as fast as {} on the whole", first, factor_text(1 / ratio), second);
}

// MeanName is what a mean is of: a group, or the modes and modules of two runs.
struct MeanName {
  std::string name, modules;
};

data mean_row(const MeanRatio& mean, const MeanName& name, const RatioAxis& axis, std::size_t second) {
  data row;
  row.set("name", name.name);
  row.set("modules", name.modules);
  row.set("points", std::to_string(mean.tally.total()));
  row.set("faster", std::to_string(mean.tally.faster));
  row.set("slower", std::to_string(mean.tally.slower));
  row.set("not_shown", std::to_string(mean.tally.not_shown));
  set_ratio(row, axis, mean.ratio, mean.verdict, second);
  return row;
}

RatioAxis axis_of_means(const std::vector<MeanRatio>& means) {
  std::vector<Estimate> ratios;
  for (const MeanRatio& mean : means) ratios.push_back(mean.ratio);
  return ratio_axis_for(ratios);
}

data mean_table(const std::vector<MeanRatio>& means, const std::vector<MeanName>& names, std::size_t second) {
  const RatioAxis axis = axis_of_means(means);
  data rows{data::type::list};
  for (std::size_t i = 0; i < means.size(); ++i) rows.push_back(mean_row(means[i], names[i], axis, second));
  data table;
  table.set("axis", ratio_axis_svg(axis));
  table.set("rows", rows);
  return table;
}

// run_table has a row for each pair of runs; group_tables one for each pair of runs, a row for each group.
data run_table(const PairComparison& pair) {
  std::vector<MeanRatio> means;
  std::vector<MeanName> names;
  for (const ComparedRuns& runs : pair.runs) {
    if (!runs.overall) continue;
    means.push_back(*runs.overall);
    const std::string modes = runs.first.mode == runs.second.mode
                                  ? std::string(name_of(runs.first.mode))
                                  : fmt::format("{} against {}", name_of(runs.second.mode), name_of(runs.first.mode));
    names.push_back({modes, fmt::format("{} against {}", run_title(runs.second), run_title(runs.first))});
  }
  return mean_table(means, names, pair.second);
}

data group_tables(const PairComparison& pair) {
  data tables{data::type::list};
  for (const ComparedRuns& runs : pair.runs) {
    if (runs.groups.empty()) continue;
    std::vector<MeanName> names;
    for (const MeanRatio& mean : runs.groups) names.push_back({std::string(group_title(mean.group)), {}});
    data table = mean_table(runs.groups, names, pair.second);
    table.set("title", runs_title(runs));
    table.set("open", page_flag(tables.is_empty_list()));
    table.set("first_mode", mode_title(runs.first));
    table.set("second_mode", mode_title(runs.second));
    tables.push_back(table);
  }
  return tables;
}

void add_lone(data& items, const std::vector<LonePoint>& points, const std::string& of, const std::string& first,
              const std::string& second) {
  for (const LoneReason& reason : lone_reasons(points)) {
    data item;
    item.set("where", reason.where == LonePoint::Where::first_only    ? "only in " + first
                      : reason.where == LonePoint::Where::second_only ? "only in " + second
                                                                      : "in neither");
    item.set("of", of);
    item.set("points", std::to_string(reason.points));
    item.set("operations", fmt::format("{}", fmt::join(reason.operations, ", ")));
    item.set("reason", reason.reason);
    items.push_back(item);
  }
}

data lone_items(const Comparison& comparison, const PairComparison& pair) {
  const std::string& first = comparison.sides[0].label;
  const std::string& second = comparison.sides[pair.second].label;
  data items{data::type::list};
  for (const ComparedRuns& runs : pair.runs) add_lone(items, runs.others, runs_title(runs), first, second);
  for (const LoneRun& lone : pair.lone) {
    add_lone(items, lone.points, fmt::format("{}, {}", run_title(lone.run), name_of(lone.run.mode)), first, second);
  }
  return items;
}

data remark_items(const PairComparison& pair) {
  data items{data::type::list};
  for (const std::string& remark : pair.remarks) {
    data item;
    item.set("remark", printable(remark));
    items.push_back(item);
  }
  return items;
}

// MeanOfAll is there when the pair has one pair of runs only: a mean over different modules and modes would say nothing.
const MeanRatio* mean_of_all(const PairComparison& pair) {
  if (pair.runs.size() != 1 || !pair.runs[0].overall) return nullptr;
  return &*pair.runs[0].overall;
}

data pair_item(const Comparison& comparison, const PairComparison& pair) {
  const CompareSide& first = comparison.sides[0];
  const CompareSide& second = comparison.sides[pair.second];
  data item;
  item.set("first", first.label);
  item.set("second", second.label);
  item.set("first_mark", side_mark(first));
  item.set("second_mark", side_mark(second));
  item.set("total", std::to_string(pair.totals.total()));
  item.set("compared", std::to_string(pair.totals.compared));
  item.set("only_first", std::to_string(pair.totals.only_first));
  item.set("only_second", std::to_string(pair.totals.only_second));
  item.set("neither", std::to_string(pair.totals.neither));
  const MeanRatio* const mean = mean_of_all(pair);
  item.set("one", page_flag(mean != nullptr));
  item.set("several", page_flag(pair.runs.size() > 1));
  if (mean != nullptr) {
    item.set("headline", headline(side_mark(first), side_mark(second), *mean));
    item.set("edge", ratio_style(mean->verdict, pair.second));
    item.set("mean", factor_text(mean->ratio.value));
    item.set("span", span_text(mean->ratio));
    item.set("faster", std::to_string(mean->tally.faster));
    item.set("slower", std::to_string(mean->tally.slower));
    item.set("not_shown", std::to_string(mean->tally.not_shown));
  }
  item.set("runs", run_table(pair));
  item.set("groups", group_tables(pair));
  item.set("remarks", remark_items(pair));
  const data lone = lone_items(comparison, pair);
  item.set("has_lone", page_flag(lone.is_non_empty_list()));
  item.set("lone", lone);
  return item;
}

}  // namespace

data page_flag(bool value) { return data{value ? data::type::bool_true : data::type::bool_false}; }

std::string ratio_style(Verdict verdict, std::size_t second) {
  if (verdict == Verdict::not_shown) return "same";
  return verdict == Verdict::faster ? fmt::format("s{}", second) : "s0";
}

void set_ratio(data& row, const RatioAxis& axis, const Estimate& ratio, Verdict verdict, std::size_t second) {
  row.set("bar", ratio_bar_svg(axis, ratio, ratio_style(verdict, second)));
  row.set("ratio", factor_text(ratio.value));
  row.set("interval", span_text(ratio));
  row.set("shown", page_flag(verdict != Verdict::not_shown));
}

std::string runs_title(const ComparedRuns& runs) {
  if (runs.first.mode == runs.second.mode) {
    return fmt::format("{} against {}, {}", run_title(runs.second), run_title(runs.first), name_of(runs.first.mode));
  }
  return fmt::format("{} {} against {} {}", run_title(runs.second), name_of(runs.second.mode), run_title(runs.first),
                     name_of(runs.first.mode));
}

data pair_items(const Comparison& comparison) {
  data items{data::type::list};
  for (const PairComparison& pair : comparison.pairs) items.push_back(pair_item(comparison, pair));
  return items;
}

}  // namespace fipsprobe
