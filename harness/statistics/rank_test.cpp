#include "harness/statistics/rank_test.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace fipsprobe {
namespace {

constexpr std::size_t kLargestExact = 20;  // values of a sample; below 2^53 orders, so a double counts them exactly

// Ranked is what the test needs of the ranks of all values together.
struct Ranked {
  double u = 0;          // of the first sample
  double tie_terms = 0;  // sum of t^3 - t over the groups of t equal values
};

// ranked goes through all values in order, one group of equal values at a time. A value of the first sample is greater than the
// values of the second that came before it, and ties with those of its group.
Ranked ranked(std::span<const double> first, std::span<const double> second) {
  std::vector<double> a(first.begin(), first.end());
  std::vector<double> b(second.begin(), second.end());
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  Ranked result;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    const double value = j == b.size() || (i < a.size() && a[i] < b[j]) ? a[i] : b[j];
    const auto before = static_cast<double>(j);
    double of_a = 0;
    double of_b = 0;
    for (; i < a.size() && a[i] == value; ++i) ++of_a;
    for (; j < b.size() && b[j] == value; ++j) ++of_b;
    result.u += of_a * (before + of_b / 2);
    const double ties = of_a + of_b;
    result.tie_terms += ties * ties * ties - ties;
  }
  return result;
}

// orders_by_u counts, for each U, the orders of m and n values that give it: the coefficients of the Gaussian binomial
// (m + n choose m), that is the product over i = 1..m of (1 - q^(n+i)) / (1 - q^i).
std::vector<double> orders_by_u(std::size_t m, std::size_t n) {
  std::vector<double> counts(m * n + 1, 0);
  counts[0] = 1;
  for (std::size_t i = 1; i <= m; ++i) {
    for (std::size_t u = counts.size(); u-- > n + i;) counts[u] -= counts[u - n - i];
    for (std::size_t u = i; u < counts.size(); ++u) counts[u] += counts[u - i];
  }
  return counts;
}

double exact_p(double u, std::size_t m, std::size_t n) {
  const std::vector<double> counts = orders_by_u(m, n);
  const double nearer_end = std::min(u, static_cast<double>(m * n) - u);
  double in_tail = 0;
  double all = 0;
  for (std::size_t each = 0; each < counts.size(); ++each) {
    all += counts[each];
    if (static_cast<double>(each) <= nearer_end) in_tail += counts[each];
  }
  return std::min(1.0, 2 * in_tail / all);
}

double approximate_p(const Ranked& ranks, std::size_t first, std::size_t second) {
  const auto m = static_cast<double>(first);
  const auto n = static_cast<double>(second);
  const double all = m + n;
  const double variance = m * n / 12 * (all + 1 - ranks.tie_terms / (all * (all - 1)));
  if (variance <= 0) return 1;
  const double distance = std::max(0.0, std::abs(ranks.u - m * n / 2) - 0.5);
  return std::erfc(distance / std::sqrt(variance) / std::numbers::sqrt2);
}

}  // namespace

RankTest mann_whitney(std::span<const double> first, std::span<const double> second) {
  const Ranked ranks = ranked(first, second);
  const bool exact = ranks.tie_terms == 0 && first.size() <= kLargestExact && second.size() <= kLargestExact;
  return {.u = ranks.u,
          .p = exact ? exact_p(ranks.u, first.size(), second.size()) : approximate_p(ranks, first.size(), second.size()),
          .exact = exact};
}

double least_p(std::size_t first, std::size_t second) {
  if (first <= kLargestExact && second <= kLargestExact) return exact_p(0, first, second);
  return approximate_p({}, first, second);
}

}  // namespace fipsprobe
