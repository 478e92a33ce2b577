#include "harness/compare/compare_runs.hpp"

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "harness/compare/group_means.hpp"
#include "harness/statistics/many_tests.hpp"
#include "harness/statistics/statistics.hpp"

namespace fipsprobe {
namespace {

using Place = std::tuple<std::string, std::optional<std::uint64_t>, std::uint64_t>;

Place place_of(const BenchPoint& point) { return {point.operation, point.size, point.threads}; }

PointKey key_of(const BenchPoint& point) {
  return {.operation = point.operation, .group = point.group, .size = point.size, .threads = point.threads};
}

std::map<Place, const BenchPoint*> points_by_place(const RunBench& bench) {
  std::map<Place, const BenchPoint*> points;
  for (const BenchPoint& point : bench.points) points.emplace(place_of(point), &point);
  return points;
}

std::string why_without_figures(const BenchPoint* point) {
  if (point == nullptr) return "not among the points";
  return fmt::format("{}: {}", name_of(point->outcome), point->reason);
}

ComparedPoint compared_point(const BenchPoint& first, const BenchPoint& second) {
  const BenchMeasurement& a = *first.measurement;
  const BenchMeasurement& b = *second.measurement;
  return {.key = key_of(first),
          .first = a.seconds_per_call,
          .second = b.seconds_per_call,
          .first_repeats = a.repeats.size(),
          .second_repeats = b.repeats.size(),
          .ratio = ratio_with_interval(a.repeats, b.repeats),
          .test = mann_whitney(a.repeats, b.repeats)};
}

// lone_point says of a point that at most one side has figures of which it is and why.
LonePoint lone_point(const BenchPoint* first, const BenchPoint* second) {
  const bool in_first = first != nullptr && first->measurement;
  const bool in_second = second != nullptr && second->measurement;
  const PointKey key = key_of(first != nullptr ? *first : *second);
  if (in_first) return {key, LonePoint::Where::first_only, why_without_figures(second)};
  if (in_second) return {key, LonePoint::Where::second_only, why_without_figures(first)};
  const std::string both = why_without_figures(first);
  const std::string other = why_without_figures(second);
  return {key, LonePoint::Where::neither, both == other ? both : both + "; " + other};
}

// PointSamples: the repeats of each compared point, in the order of the points.
using PointSamples = std::vector<RatioSamples>;

struct Working {
  ComparedRuns runs;
  PointSamples samples;
};

Working working_on(const RunsToCompare& pair) {
  Working working;
  working.runs.first = name_of_run(pair.first);
  working.runs.second = name_of_run(pair.second);
  const RunBench& first = *pair.first.run->bench;
  const RunBench& second = *pair.second.run->bench;
  std::map<Place, const BenchPoint*> of_second = points_by_place(second);
  for (const BenchPoint& point : first.points) {
    const auto node = of_second.extract(place_of(point));
    const BenchPoint* const other = node.empty() ? nullptr : node.mapped();
    if (point.measurement && other != nullptr && other->measurement) {
      working.runs.points.push_back(compared_point(point, *other));
      working.samples.push_back({point.measurement->repeats, other->measurement->repeats});
    } else {
      working.runs.others.push_back(lone_point(&point, other));
    }
  }
  for (const BenchPoint& point : second.points) {
    if (of_second.contains(place_of(point))) working.runs.others.push_back(lone_point(nullptr, &point));
  }
  return working;
}

// adjusted_over sees all points of all runs as one family of tests: whoever reads the table reads all of it.
std::vector<double> adjusted_over(const std::vector<Working>& all) {
  std::vector<double> p_values;
  for (const Working& working : all) {
    for (const ComparedPoint& point : working.runs.points) p_values.push_back(point.test.p);
  }
  return false_discovery_adjusted(p_values);
}

}  // namespace

std::vector<ComparedRuns> compare_runs(std::span<const RunsToCompare> pairs) {
  std::vector<Working> all;
  for (const RunsToCompare& pair : pairs) all.push_back(working_on(pair));
  const std::vector<double> adjusted = adjusted_over(all);
  auto next = adjusted.begin();
  std::vector<ComparedRuns> compared;
  for (Working& working : all) {
    GroupMeans means;
    for (std::size_t i = 0; i < working.samples.size(); ++i) {
      ComparedPoint& point = working.runs.points[i];
      point.adjusted_p = *next++;
      point.verdict = verdict_on(point.ratio, point.adjusted_p);
      means.add(point.key.group, point.verdict, working.samples[i]);
    }
    working.runs.groups = means.groups();
    working.runs.overall = means.overall();
    compared.push_back(std::move(working.runs));
  }
  return compared;
}

std::vector<LonePoint> lone_points(const MeasuredRun& run, LonePoint::Where where, const std::string& reason) {
  std::vector<LonePoint> points;
  for (const BenchPoint& point : run.run->bench->points) {
    if (point.measurement) {
      points.push_back({key_of(point), where, reason});
    } else {
      points.push_back({key_of(point), LonePoint::Where::neither, why_without_figures(&point)});
    }
  }
  return points;
}

}  // namespace fipsprobe
