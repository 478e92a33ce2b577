#include "harness/statistics/statistics.hpp"

#include <algorithm>
#include <cmath>

#include "harness/statistics/resampler.hpp"

namespace fipsprobe {

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

Estimate median_with_interval(std::span<const double> values) {
  Resampler resampler;
  std::vector<double> medians(kResamples);
  for (double& each : medians) each = median(resampler.draw(values));
  return interval_around(median({values.begin(), values.end()}), std::move(medians));
}

Estimate ratio_with_interval(std::span<const double> numerators, std::span<const double> denominators) {
  Resampler resampler;
  std::vector<double> ratios(kResamples);
  for (double& each : ratios) each = median(resampler.draw(numerators)) / median(resampler.draw(denominators));
  const double ratio = median({numerators.begin(), numerators.end()}) / median({denominators.begin(), denominators.end()});
  return interval_around(ratio, std::move(ratios));
}

double spread(std::span<const double> values) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  return (*most - *least) / median({values.begin(), values.end()});
}

// With weights w = 1/t² the normal equations of t = a + b·x are those of the residuals (t - a - b·x) / t.
Line fit_line(std::span<const Observation> observations) {
  double w = 0;
  double wx = 0;
  double wxx = 0;
  double wt = 0;
  double wxt = 0;
  for (const Observation& point : observations) {
    const double weight = 1 / (point.seconds * point.seconds);
    w += weight;
    wx += weight * point.size;
    wxx += weight * point.size * point.size;
    wt += weight * point.seconds;
    wxt += weight * point.size * point.seconds;
  }
  const double determinant = w * wxx - wx * wx;
  return {.seconds_per_byte = (w * wxt - wx * wt) / determinant, .seconds_per_call = (wxx * wt - wx * wxt) / determinant};
}

BenchSlope slope_of(std::span<const SizedTimes> measured) {
  std::vector<Observation> medians;
  for (const SizedTimes& each : measured) medians.push_back({static_cast<double>(each.size), median(each.repeats)});
  const Line line = fit_line(medians);

  Resampler resampler;
  std::vector<double> per_byte;
  std::vector<double> per_call;
  for (std::size_t i = 0; i < kResamples; ++i) {
    std::vector<Observation> drawn;
    for (const SizedTimes& each : measured) {
      drawn.push_back({static_cast<double>(each.size), median(resampler.draw(each.repeats))});
    }
    const Line other = fit_line(drawn);
    per_byte.push_back(other.seconds_per_byte);
    per_call.push_back(other.seconds_per_call);
  }

  BenchSlope slope;
  slope.sizes = measured.size();
  slope.seconds_per_byte = interval_around(line.seconds_per_byte, std::move(per_byte));
  slope.seconds_per_call = interval_around(line.seconds_per_call, std::move(per_call));
  for (const Observation& point : medians) {
    const double predicted = line.seconds_per_call + line.seconds_per_byte * point.size;
    slope.worst_residual = std::max(slope.worst_residual, std::abs(point.seconds - predicted) / point.seconds);
  }
  return slope;
}

}  // namespace fipsprobe
