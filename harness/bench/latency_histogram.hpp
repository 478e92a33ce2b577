#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "harness/model/bench.hpp"

namespace fipsprobe {

// LatencyHistogram counts times of single calls in steps that are less than 1 % wide: 128 equal steps between each power of two
// of nanoseconds and the next. Counting allocates nothing.
class LatencyHistogram {
 public:
  LatencyHistogram();

  void count(std::uint64_t nanoseconds);

  // percentile is the time that `share` of the calls did not exceed, in nanoseconds, rounded up to the end of its step; 0 when
  // nothing was counted. It is never more than the longest call.
  std::uint64_t percentile(double share) const;

  // summary is nullopt when nothing was counted.
  std::optional<BenchLatency> summary() const;

  std::uint64_t calls() const { return calls_; }

 private:
  std::vector<std::uint64_t> steps_;
  std::uint64_t calls_ = 0;
  std::uint64_t worst_ = 0;
};

}  // namespace fipsprobe
