#include "harness/statistics/many_tests.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace fipsprobe;
using Catch::Matchers::WithinRel;

// The values are those of scipy.stats.false_discovery_control 1.17.1.
TEST_CASE("p-values are adjusted as Benjamini and Hochberg do, in the order given") {
  const std::vector<double> p = {0.001, 0.2, 0.04, 0.03, 0.9, 0.008};
  const std::vector<double> known = {0.006, 0.24, 0.06, 0.06, 0.9, 0.024};
  const std::vector<double> adjusted = false_discovery_adjusted(p);
  REQUIRE(adjusted.size() == known.size());
  for (std::size_t i = 0; i < known.size(); ++i) CHECK_THAT(adjusted[i], WithinRel(known[i], 1e-12));
  for (const double each : false_discovery_adjusted(std::vector<double>{0.01, 0.02, 0.03, 0.04, 0.05})) {
    CHECK_THAT(each, WithinRel(0.05, 1e-12));
  }
}

TEST_CASE("one test needs no adjusting, and none gives none") {
  CHECK(false_discovery_adjusted(std::vector<double>{0.03}) == std::vector<double>{0.03});
  CHECK(false_discovery_adjusted({}).empty());
}
