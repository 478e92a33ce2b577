#include "harness/statistics/mean_ratio.hpp"

#include <cmath>
#include <vector>

#include "harness/statistics/resampler.hpp"
#include "harness/statistics/statistics.hpp"

namespace fipsprobe {

// One generator goes through all ratios, so that they are drawn independently of each other.
Estimate geometric_mean_of_ratios(std::span<const RatioSamples> ratios) {
  const auto count = static_cast<double>(ratios.size());
  Resampler resampler;
  double logarithms = 0;
  std::vector<double> drawn(kResamples, 0);
  for (const RatioSamples& each : ratios) {
    const double numerator = median({each.numerators.begin(), each.numerators.end()});
    const double denominator = median({each.denominators.begin(), each.denominators.end()});
    logarithms += std::log(numerator / denominator);
    for (double& sum : drawn) {
      const double above = median(resampler.draw(each.numerators));
      sum += std::log(above / median(resampler.draw(each.denominators)));
    }
  }
  for (double& sum : drawn) sum = std::exp(sum / count);
  return interval_around(std::exp(logarithms / count), std::move(drawn));
}

}  // namespace fipsprobe
