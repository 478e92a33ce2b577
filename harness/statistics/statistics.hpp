#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "harness/model/bench.hpp"
#include "harness/statistics/resampler.hpp"

// Statistics of repeated measurements. Everything is a function of its arguments: the bootstrap draws from a generator with a
// fixed seed, so that the same repeats always give the same interval.
namespace fipsprobe {

// median of at least one value: of an even number of them, the middle between the two.
double median(std::vector<double> values);

// median_with_interval is the median with its 95 % interval: percentiles 2.5 and 97.5 of the medians of kResamples samples
// drawn with replacement (Efron's percentile bootstrap). At least one value.
Estimate median_with_interval(std::span<const double> values);

// spread is how far the repeats lie apart: (largest - smallest) / median.
double spread(std::span<const double> values);

// ratio_with_interval is median(numerators) / median(denominators) with its 95 % interval, by drawing from both. At least one
// value each; none is 0.
Estimate ratio_with_interval(std::span<const double> numerators, std::span<const double> denominators);

// SizedTimes is what was measured of one size: seconds a call, of each repeat.
struct SizedTimes {
  std::uint64_t size = 0;  // bytes
  std::vector<double> repeats;
};

// Line is time = seconds_per_call + seconds_per_byte * size.
struct Line {
  double seconds_per_byte = 0;
  double seconds_per_call = 0;
};

// Observation is one point that a line is fitted to.
struct Observation {
  double size = 0;     // bytes
  double seconds = 0;  // a call; greater than 0
};

// fit_line finds the line by least squares of the residuals relative to what was measured (weights 1/seconds²): sizes span five
// powers of ten, and each was measured about equally well in per cent. At least two different sizes.
Line fit_line(std::span<const Observation> observations);

// slope_of fits the medians, and gives the intervals by fitting the medians of samples drawn from the repeats of each size.
// `operation` and `threads` are left to the caller. At least three sizes.
BenchSlope slope_of(std::span<const SizedTimes> measured);

}  // namespace fipsprobe
