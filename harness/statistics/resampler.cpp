#include "harness/statistics/resampler.hpp"

#include <algorithm>

namespace fipsprobe {

std::vector<double> Resampler::draw(std::span<const double> from) {
  std::vector<double> drawn(from.size());
  for (double& value : drawn) value = from[engine_() % from.size()];
  return drawn;
}

Estimate interval_around(double value, std::vector<double> resampled) {
  std::sort(resampled.begin(), resampled.end());
  const std::size_t cut = resampled.size() / 40;
  return {value, std::min(value, resampled[cut]), std::max(value, resampled[resampled.size() - 1 - cut])};
}

}  // namespace fipsprobe
