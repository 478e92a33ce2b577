#include "harness/compare/compare.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "harness/compare/compare_runs.hpp"
#include "harness/compare/prices.hpp"
#include "harness/compare/remarks.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 3> kVerdictNames = {"faster", "slower", "no_difference_shown"};
constexpr std::array<std::string_view, 3> kWhereNames = {"only_in_a", "only_in_b", "in_neither"};
constexpr std::array<std::string_view, 2> kCostNames = {"fips", "acceleration"};

// --- what can be compared ---

std::string choices_of(const Evidence& evidence) {
  std::vector<std::string> choices;
  for (const ModuleEvidence& module : evidence.modules) {
    for (const Run& run : module.runs) {
      if (run.bench) choices.push_back(fmt::format("{}/{}:{}", module.family, module.instance, name_of(run.mode)));
    }
  }
  return fmt::format("{}", fmt::join(choices, ", "));
}

bool has_figures(const Evidence& evidence) {
  return std::ranges::any_of(evidence.modules, [](const ModuleEvidence& module) {
    return std::ranges::any_of(module.runs, [](const Run& run) { return run.bench.has_value(); });
  });
}

std::uint64_t repeats_in(const CompareSide& side) {
  std::uint64_t repeats = 0;
  for (const MeasuredRun& measured : measured_runs(side)) {
    for (const BenchPoint& point : measured.run->bench->points) {
      if (point.measurement) repeats += point.measurement->repeats.size();
    }
  }
  return repeats;
}

void require_comparable(const CompareSide& side, const CompareOptions& options) {
  if (!has_figures(side.evidence)) {
    throw InputError(side.file, 0, "has no figures to compare: \"fipsprobe bench -o FILE\" writes some");
  }
  if (!side.evidence.bench) throw InputError(side.file, 0, "has figures, but does not say how they were measured");
  if (measured_runs(side).empty()) {
    throw InputError(
        side.file, 0,
        fmt::format("#{} chooses none of its figures, which are of {}", text_of(side.selector), choices_of(side.evidence)));
  }
  if (repeats_in(side) > kMaxComparedRepeats) {
    throw InputError(side.file, 0, fmt::format("has more than {} repeats: choose a module by #FAMILY", kMaxComparedRepeats));
  }
  if (!side.evidence.bench->emulated.empty() && !options.allow_emulated) {
    throw InputError(
        side.file, 0,
        fmt::format("was emulated by {}, which is not a measurement: --allow-emulated compares it all the same, and marks it",
                    side.evidence.bench->emulated));
  }
}

// --- side against side ---

PointTotals totals_of(const PairComparison& pair) {
  PointTotals totals;
  const auto count = [&](const std::vector<LonePoint>& points) {
    for (const LonePoint& point : points) {
      if (point.where == LonePoint::Where::first_only) ++totals.only_first;
      if (point.where == LonePoint::Where::second_only) ++totals.only_second;
      if (point.where == LonePoint::Where::neither) ++totals.neither;
    }
  };
  for (const ComparedRuns& runs : pair.runs) {
    totals.compared += runs.points.size();
    count(runs.others);
  }
  for (const LoneRun& run : pair.lone) count(run.points);
  return totals;
}

LoneRun lone_run(const MatchedRuns& match) {
  const bool in_first = match.first.has_value();
  const MeasuredRun& run = in_first ? *match.first : *match.second;
  return {.run = name_of_run(run),
          .in_first = in_first,
          .reason = match.reason,
          .points = lone_points(run, in_first ? LonePoint::Where::first_only : LonePoint::Where::second_only, match.reason)};
}

PairComparison compare_sides(const std::vector<CompareSide>& sides, std::size_t index) {
  const CompareSide& first = sides[0];
  const CompareSide& second = sides[index];
  PairComparison pair;
  pair.second = index;
  std::vector<RunsToCompare> matched;
  for (const MatchedRuns& match : match_runs(first, second)) {
    if (match.first && match.second) {
      matched.push_back({*match.first, *match.second});
    } else {
      pair.lone.push_back(lone_run(match));
    }
  }
  pair.runs = compare_runs(matched);
  if (first.price && second.price) {
    for (std::size_t i = 0; i < matched.size(); ++i) {
      pair.runs[i].prices = priced_runs(matched[i].first, matched[i].second, {*first.price, *second.price});
    }
  }
  pair.totals = totals_of(pair);
  pair.remarks = remarks_on(first, second, pair.runs);
  return pair;
}

// --- mode against mode ---

struct CostModes {
  CostKind kind;
  Mode with, without;
};

constexpr std::array kCostModes = {CostModes{CostKind::fips, Mode::fips, Mode::contrast},
                                   CostModes{CostKind::acceleration, Mode::acceleration_off, Mode::as_found}};

std::optional<MeasuredRun> run_in(const ModuleEvidence& module, Mode mode) {
  const auto found = std::ranges::find_if(module.runs, [&](const Run& run) { return run.mode == mode && run.bench; });
  if (found == module.runs.end()) return std::nullopt;
  return MeasuredRun{&module, &*found};
}

// costs_of looks at all modes of the modules that were chosen, whichever mode is compared with the other side.
std::vector<ModeCost> costs_of(const std::vector<CompareSide>& sides, std::size_t index, const CostModes& modes) {
  std::vector<RunsToCompare> pairs;
  for (const ModuleEvidence& module : sides[index].evidence.modules) {
    if (!chooses(sides[index].selector, module)) continue;
    const std::optional<MeasuredRun> with = run_in(module, modes.with);
    const std::optional<MeasuredRun> without = run_in(module, modes.without);
    if (with && without) pairs.push_back({*with, *without});
  }
  std::vector<ModeCost> costs;
  for (ComparedRuns& runs : compare_runs(pairs)) costs.push_back({index, modes.kind, std::move(runs)});
  return costs;
}

}  // namespace

std::string_view name_of(Verdict verdict) { return kVerdictNames[static_cast<std::size_t>(verdict)]; }
std::string_view name_of(LonePoint::Where where) { return kWhereNames[static_cast<std::size_t>(where)]; }
std::string_view name_of(CostKind kind) { return kCostNames[static_cast<std::size_t>(kind)]; }

Comparison compare(std::vector<CompareSide> sides, const CompareOptions& options) {
  for (const CompareSide& side : sides) require_comparable(side, options);
  Comparison comparison;
  for (std::size_t i = 1; i < sides.size(); ++i) comparison.pairs.push_back(compare_sides(sides, i));
  for (const CostModes& modes : kCostModes) {
    for (std::size_t i = 0; i < sides.size(); ++i) {
      for (ModeCost& cost : costs_of(sides, i, modes)) comparison.costs.push_back(std::move(cost));
    }
  }
  comparison.sides = std::move(sides);
  comparison.currency = options.currency;
  return comparison;
}

}  // namespace fipsprobe
