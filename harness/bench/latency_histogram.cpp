#include "harness/bench/latency_histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace fipsprobe {
namespace {

constexpr unsigned kBits = 7;  // of steps between two powers of two
constexpr std::uint64_t kSteps = 1U << kBits;

// step_of: times below 2 * kSteps have a step of their own each.
std::size_t step_of(std::uint64_t time) {
  if (time < 2 * kSteps) return time;
  const auto shift = static_cast<unsigned>(std::bit_width(time)) - kBits - 1;
  return shift * kSteps + (time >> shift);
}

// end_of is the longest time of a step.
std::uint64_t end_of(std::size_t step) {
  if (step < 2 * kSteps) return step;
  const std::uint64_t shift = step / kSteps - 1;
  return ((step - shift * kSteps + 1) << shift) - 1;
}

}  // namespace

LatencyHistogram::LatencyHistogram() : steps_(step_of(~std::uint64_t{0}) + 1) {}

void LatencyHistogram::count(std::uint64_t nanoseconds) {
  ++steps_[step_of(nanoseconds)];
  ++calls_;
  worst_ = std::max(worst_, nanoseconds);
}

std::uint64_t LatencyHistogram::percentile(double share) const {
  const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(calls_)));
  std::uint64_t seen = 0;
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    seen += steps_[step];
    if (seen >= wanted && seen != 0) return std::min(end_of(step), worst_);
  }
  return worst_;
}

std::optional<BenchLatency> LatencyHistogram::summary() const {
  if (calls_ == 0) return std::nullopt;
  const auto seconds = [](std::uint64_t nanoseconds) {
    return static_cast<double>(std::max<std::uint64_t>(1, nanoseconds)) * 1e-9;
  };
  return BenchLatency{.calls = calls_,
                      .p50 = seconds(percentile(0.5)),
                      .p90 = seconds(percentile(0.9)),
                      .p99 = seconds(percentile(0.99)),
                      .worst = seconds(worst_)};
}

}  // namespace fipsprobe
