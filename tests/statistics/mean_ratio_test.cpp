#include "harness/statistics/mean_ratio.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <vector>

#include "harness/statistics/statistics.hpp"

using namespace fipsprobe;
using Catch::Matchers::WithinRel;

TEST_CASE("the mean of ratios is the geometric one: twice and half as fast are no difference") {
  const std::vector<double> once = {1, 1, 1};
  const std::vector<double> twice = {2, 2, 2};
  const std::vector<RatioSamples> ratios = {{once, twice}, {twice, once}};
  const Estimate mean = geometric_mean_of_ratios(ratios);
  CHECK_THAT(mean.value, WithinRel(1.0, 1e-12));
  CHECK_THAT(mean.low, WithinRel(1.0, 1e-12));
  CHECK_THAT(mean.high, WithinRel(1.0, 1e-12));
}

TEST_CASE("the mean of one ratio is the ratio with its interval") {
  const std::vector<double> a = {2.0, 2.1, 1.9, 2.05, 1.95};
  const std::vector<double> b = {1.0, 1.02, 0.98, 1.01, 0.99};
  const Estimate mean = geometric_mean_of_ratios(std::vector<RatioSamples>{{a, b}});
  const Estimate ratio = ratio_with_interval(a, b);
  CHECK_THAT(mean.value, WithinRel(ratio.value, 1e-12));
  CHECK_THAT(mean.low, WithinRel(ratio.low, 1e-12));
  CHECK_THAT(mean.high, WithinRel(ratio.high, 1e-12));
}

TEST_CASE("the more ratios, the narrower the interval of their mean") {
  const std::vector<double> a = {1.0, 1.1, 0.9, 1.05, 0.95};
  const std::vector<double> b = {1.0, 1.1, 0.9, 1.05, 0.95};
  const Estimate one = geometric_mean_of_ratios(std::vector<RatioSamples>(1, {a, b}));
  const Estimate many = geometric_mean_of_ratios(std::vector<RatioSamples>(16, {a, b}));
  const double shrunk = (many.high - many.low) / (one.high - one.low);
  CHECK(shrunk < 0.5);  // about 1/4, as the errors of 16 are independent
  CHECK(shrunk > 0.1);
}
