#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "harness/model/bench.hpp"

// What the bootstraps of this room share.
namespace fipsprobe {

inline constexpr std::uint64_t kBootstrapSeed = 20'010'525;
inline constexpr std::size_t kResamples = 1000;

// Resampler draws samples with replacement. std::mt19937_64 gives the same numbers everywhere; the distributions of the
// standard library do not.
class Resampler {
 public:
  Resampler() : engine_(kBootstrapSeed) {}

  // draw returns as many values as there are, at least one.
  std::vector<double> draw(std::span<const double> from);

 private:
  std::mt19937_64 engine_;
};

// interval_around puts the percentiles 2.5 and 97.5 of the resampled values (kResamples of them) around the value itself.
Estimate interval_around(double value, std::vector<double> resampled);

}  // namespace fipsprobe
