#pragma once

#include <span>

#include "harness/model/bench.hpp"

namespace fipsprobe {

// RatioSamples are the repeats of what a ratio is made from: median(numerators) / median(denominators). At least one value
// each, greater than 0. The values must outlive it.
struct RatioSamples {
  std::span<const double> numerators, denominators;
};

// geometric_mean_of_ratios is the geometric mean of the ratios, each counting the same, with its 95 % interval: percentiles of
// the means that samples drawn from all repeats give. The interval tells how well these ratios were measured, not how other
// operations would do. At least one ratio.
Estimate geometric_mean_of_ratios(std::span<const RatioSamples> ratios);

}  // namespace fipsprobe
