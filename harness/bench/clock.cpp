#include "harness/bench/clock.hpp"

#include <vector>

#include "harness/statistics/statistics.hpp"

namespace fipsprobe {

double clock_cost_ns() {
  constexpr std::size_t rounds = 51;
  constexpr std::uint64_t readings = 100;
  std::vector<double> costs(rounds);
  for (double& cost : costs) {
    const std::uint64_t start = now_ns();
    for (std::uint64_t i = 1; i < readings; ++i) now_ns();
    cost = static_cast<double>(now_ns() - start) / static_cast<double>(readings);
  }
  return median(costs);
}

}  // namespace fipsprobe
