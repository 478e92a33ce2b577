#include "harness/compare/prices.hpp"

#include <map>
#include <utility>

#include "harness/compare/group_means.hpp"
#include "harness/statistics/many_tests.hpp"
#include "harness/statistics/statistics.hpp"

namespace fipsprobe {
namespace {

constexpr double kSecondsOfAnHour = 3600;

using Work = std::pair<std::string, std::optional<std::uint64_t>>;  // operation and size

std::map<Work, const BenchPoint*> with_most_threads(const RunBench& bench) {
  std::map<Work, const BenchPoint*> points;
  for (const BenchPoint& point : bench.points) {
    if (!point.measurement) continue;
    const BenchPoint*& best = points[{point.operation, point.size}];
    if (best == nullptr || best->threads < point.threads) best = &point;
  }
  return points;
}

// bought is the work that one unit of money pays for: bytes, or calls.
Estimate bought(const BenchPoint& point, double price) {
  const double work = kSecondsOfAnHour / price * (point.size ? static_cast<double>(*point.size) : 1.0);
  const Estimate& seconds = point.measurement->seconds_per_call;
  return {.value = work / seconds.value, .low = work / seconds.high, .high = work / seconds.low};
}

// Priced is a point while it is worked on: what a call costs in money, by each repeat of either side.
struct Priced {
  PricedPoint point;
  std::vector<double> first_costs, second_costs;

  RatioSamples samples() const { return {first_costs, second_costs}; }
};

std::vector<double> costs_of_a_call(const BenchPoint& point, double price) {
  std::vector<double> costs = point.measurement->repeats;
  for (double& cost : costs) cost *= price / kSecondsOfAnHour;
  return costs;
}

Priced priced_point(const BenchPoint& first, const BenchPoint& second, const Prices& prices) {
  Priced priced{
      .point = {.key = {.operation = first.operation, .group = first.group, .size = first.size, .threads = first.threads},
                .second_threads = second.threads,
                .first = bought(first, prices.first),
                .second = bought(second, prices.second),
                .ratio = {}},
      .first_costs = costs_of_a_call(first, prices.first),
      .second_costs = costs_of_a_call(second, prices.second)};
  priced.point.ratio = ratio_with_interval(priced.first_costs, priced.second_costs);
  return priced;
}

std::vector<double> adjusted_costs(const std::vector<Priced>& all) {
  std::vector<double> p_values;
  for (const Priced& priced : all) p_values.push_back(mann_whitney(priced.first_costs, priced.second_costs).p);
  return false_discovery_adjusted(p_values);
}

}  // namespace

PricedRuns priced_runs(const MeasuredRun& first, const MeasuredRun& second, const Prices& prices) {
  const std::map<Work, const BenchPoint*> of_first = with_most_threads(*first.run->bench);
  const std::map<Work, const BenchPoint*> of_second = with_most_threads(*second.run->bench);
  std::vector<Priced> all;
  for (const BenchPoint& point : first.run->bench->points) {
    const Work work = {point.operation, point.size};
    const auto a = of_first.find(work);
    const auto b = of_second.find(work);
    if (a == of_first.end() || a->second != &point || b == of_second.end()) continue;
    all.push_back(priced_point(point, *b->second, prices));
  }
  const std::vector<double> adjusted = adjusted_costs(all);
  GroupMeans means;
  for (std::size_t i = 0; i < all.size(); ++i) {
    PricedPoint& point = all[i].point;
    point.adjusted_p = adjusted[i];
    point.verdict = verdict_on(point.ratio, point.adjusted_p);
    means.add(point.key.group, point.verdict, all[i].samples());
  }
  PricedRuns runs{.points = {}, .groups = means.groups(), .overall = means.overall()};
  for (Priced& priced : all) runs.points.push_back(std::move(priced.point));
  return runs;
}

}  // namespace fipsprobe
