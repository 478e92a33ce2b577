#include "harness/statistics/many_tests.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace fipsprobe {

std::vector<double> false_discovery_adjusted(std::span<const double> p_values) {
  std::vector<std::size_t> by_p(p_values.size());
  std::iota(by_p.begin(), by_p.end(), std::size_t{0});
  std::stable_sort(by_p.begin(), by_p.end(), [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> adjusted(p_values.size());
  double least = 1;
  for (std::size_t rank = by_p.size(); rank > 0; --rank) {
    const std::size_t test = by_p[rank - 1];
    least = std::min(least, p_values[test] * static_cast<double>(by_p.size()) / static_cast<double>(rank));
    adjusted[test] = least;
  }
  return adjusted;
}

}  // namespace fipsprobe
