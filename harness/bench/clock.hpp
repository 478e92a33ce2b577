#pragma once

#include <cstdint>
#include <ctime>

namespace fipsprobe {

inline constexpr const char* kBenchClock = "CLOCK_MONOTONIC_RAW";

// now_ns reads CLOCK_MONOTONIC_RAW, which no correction of the clock slows down or speeds up, in nanoseconds.
inline std::uint64_t now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC_RAW, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(now.tv_nsec);
}

// clock_cost_ns is the median cost of one reading.
double clock_cost_ns();

}  // namespace fipsprobe
