#include "harness/statistics/rank_test.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <numeric>
#include <vector>

using namespace fipsprobe;
using Catch::Matchers::WithinRel;

namespace {

std::vector<double> numbers_from(double first, std::size_t count) {
  std::vector<double> values(count);
  std::iota(values.begin(), values.end(), first);
  return values;
}

}  // namespace

// The values are those of scipy.stats.mannwhitneyu 1.17.1, two-sided, method "exact" and "asymptotic" (with its correction for
// continuity).
TEST_CASE("the Mann-Whitney test counts all orders of small samples, as scipy does") {
  struct Known {
    std::vector<double> first, second;
    double u, p;
  };
  for (const Known& known :
       {Known{{1.1, 2.2, 3.3, 4.4, 5.5}, {1.5, 6.6, 7.7, 8.8, 9.9}, 4, 0.09523809523809523},
        Known{{1, 2, 3, 4, 5}, {6, 7, 8, 9, 10}, 0, 0.007936507936507936},
        Known{{19, 22, 16, 29, 24}, {20, 11, 17, 12}, 17, 0.1111111111111111}, Known{{1, 2, 3}, {5, 6, 7}, 0, 0.1},
        Known{numbers_from(1, 19), numbers_from(6.5, 20), 91, 0.004737059290427768},
        Known{numbers_from(0, 20), numbers_from(100, 20), 0, 1.4508889103849684e-11}}) {
    const RankTest test = mann_whitney(known.first, known.second);
    CHECK(test.u == known.u);
    CHECK(test.exact);
    CHECK_THAT(test.p, WithinRel(known.p, 1e-12));
  }
}

TEST_CASE("with ties, or with many values, it is the normal approximation, as scipy has it") {
  const std::vector<double> a = {1, 2, 2, 3, 3};
  const std::vector<double> b = {2, 3, 4, 5, 5};
  const RankTest tied = mann_whitney(a, b);
  CHECK(tied.u == 4);
  CHECK_FALSE(tied.exact);
  CHECK_THAT(tied.p, WithinRel(0.08567343955231686, 1e-12));
  const RankTest more_ties = mann_whitney(std::vector<double>{7, 7, 7}, std::vector<double>{7, 7, 8, 9});
  CHECK(more_ties.u == 3);
  CHECK_THAT(more_ties.p, WithinRel(0.2702893848016986, 1e-12));
  const RankTest many = mann_whitney(numbers_from(1, 30), numbers_from(5.5, 25));
  CHECK(many.u == 325);
  CHECK_FALSE(many.exact);
  CHECK_THAT(many.p, WithinRel(0.4027596942538769, 1e-12));
}

TEST_CASE("the test does not care which sample comes first") {
  const std::vector<double> a = {1.1, 2.2, 3.3, 4.4, 5.5};
  const std::vector<double> b = {1.5, 6.6, 7.7, 8.8, 9.9};
  CHECK(mann_whitney(a, b).p == mann_whitney(b, a).p);
  CHECK(mann_whitney(a, b).u + mann_whitney(b, a).u == 25);
}

TEST_CASE("values that are all the same show nothing") {
  const std::vector<double> same(5, 2.5);
  CHECK(mann_whitney(same, same).p == 1);
  CHECK(mann_whitney(std::vector<double>{1}, std::vector<double>{1}).p == 1);
}

TEST_CASE("the least p of few repeats tells that no difference could be shown") {
  CHECK_THAT(least_p(3, 3), WithinRel(0.1, 1e-12));
  CHECK_THAT(least_p(4, 4), WithinRel(0.02857142857142857, 1e-12));
  CHECK_THAT(least_p(10, 10), WithinRel(1.082508822446903e-05, 1e-12));
  CHECK(least_p(100, 100) < 1e-30);
}
