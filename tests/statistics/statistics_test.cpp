#include "harness/statistics/statistics.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace fipsprobe;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;

TEST_CASE("the median is the middle value, or the middle between the two") {
  CHECK(median({3}) == 3);
  CHECK(median({9, 1, 5}) == 5);
  CHECK(median({4, 1, 3, 2}) == 2.5);
}

TEST_CASE("the spread is the range over the median") {
  const std::vector<double> values = {9, 10, 12};
  CHECK_THAT(spread(values), WithinRel(0.3, 1e-12));
}

TEST_CASE("values that are all the same have an interval of no width") {
  const std::vector<double> same(5, 2.5);
  CHECK(median_with_interval(same) == Estimate{2.5, 2.5, 2.5});
  CHECK(median_with_interval(std::vector<double>{7}) == Estimate{7, 7, 7});
}

TEST_CASE("the interval of the median of 1 to 9 is the same each time and is known") {
  const std::vector<double> values = {5, 1, 9, 2, 8, 3, 7, 4, 6};
  const Estimate first = median_with_interval(values);
  CHECK(first == median_with_interval(values));
  CHECK(first.value == 5);
  // The median of a resample of 9 is at most k with probability P(Bin(9, k/9) >= 5): 0.028 for 2 and 0.145 for 3, so percentile
  // 2.5 is 2, or 3 at the least chance; by symmetry 97.5 is 8 or 7.
  CHECK((first.low == 2 || first.low == 3));
  CHECK((first.high == 8 || first.high == 7));
}

TEST_CASE("the interval covers the true median in about 95 of 100 samples") {
  // 200 samples of 15 values of a linear congruential generator, uniform on [0, 1): the true median is 0.5.
  std::uint64_t state = 12345;
  const auto next = [&] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<double>(state >> 11U) / static_cast<double>(std::uint64_t{1} << 53U);
  };
  int covered = 0;
  for (int sample = 0; sample < 200; ++sample) {
    std::vector<double> values(15);
    for (double& value : values) value = next();
    const Estimate estimate = median_with_interval(values);
    if (estimate.low <= 0.5 && 0.5 <= estimate.high) ++covered;
  }
  CHECK(covered >= 180);  // 95 % of 200, less three standard deviations
  CHECK(covered <= 200);
}

TEST_CASE("a ratio is that of the medians, and its interval holds the ratios that the values allow") {
  const std::vector<double> twice = {2.0, 2.1, 1.9, 2.0, 2.0};
  const std::vector<double> once = {1.0, 1.0, 1.0, 1.05, 0.95};
  const Estimate ratio = ratio_with_interval(twice, once);
  CHECK(ratio.value == 2);
  CHECK(ratio.low >= 1.9 / 1.05);
  CHECK(ratio.low < 2);
  CHECK(ratio.high <= 2.1 / 0.95);
  CHECK(ratio_with_interval(once, once).low < 1);
  CHECK(ratio_with_interval(std::vector<double>{3}, std::vector<double>{2}) == Estimate{1.5, 1.5, 1.5});
}

TEST_CASE("a line through exact points is found, whatever their scale") {
  std::vector<Observation> points;
  for (const double size : {16.0, 64.0, 256.0, 1024.0, 16384.0, 1048576.0}) points.push_back({size, 100e-9 + 0.25e-9 * size});
  const Line line = fit_line(points);
  CHECK_THAT(line.seconds_per_call, WithinRel(100e-9, 1e-9));
  CHECK_THAT(line.seconds_per_byte, WithinRel(0.25e-9, 1e-9));
}

TEST_CASE("residuals count relative to what was measured") {
  // Three points, of which the last is ten per cent off the line of the others: by hand, with the weights 1/t².
  const std::vector<Observation> points = {{0, 1}, {1, 2}, {2, 3.3}};
  // w = 1, 1/4, 0.0918274; solving the normal equations of t = a + b x gives:
  const double w2 = 1 / (3.3 * 3.3);
  const double w = 1.25 + w2;
  const double wx = 0.25 + 2 * w2;
  const double wxx = 0.25 + 4 * w2;
  const double wt = 1 + 0.5 + 3.3 * w2;
  const double wxt = 0.5 + 6.6 * w2;
  const Line line = fit_line(points);
  CHECK_THAT(line.seconds_per_byte, WithinRel((w * wxt - wx * wt) / (w * wxx - wx * wx), 1e-12));
  CHECK_THAT(line.seconds_per_byte * wx + line.seconds_per_call * w, WithinRel(wt, 1e-12));
}

TEST_CASE("a slope tells the cost of a byte from the cost of a call, with intervals around both") {
  std::vector<SizedTimes> measured;
  for (const std::uint64_t size : {16U, 1024U, 8192U, 65536U}) {
    const double time = 50e-9 + 1e-9 * static_cast<double>(size);
    measured.push_back({size, {time, 1.01 * time, 0.99 * time, 1.02 * time, 0.98 * time}});
  }
  const BenchSlope slope = slope_of(measured);
  CHECK(slope.sizes == 4);
  CHECK_THAT(slope.seconds_per_byte.value, WithinRel(1e-9, 1e-6));
  CHECK_THAT(slope.seconds_per_call.value, WithinRel(50e-9, 1e-6));
  CHECK(slope.seconds_per_byte.low < 1e-9);
  CHECK(slope.seconds_per_byte.high > 1e-9);
  CHECK(slope.seconds_per_call.low < 50e-9);
  CHECK_THAT(slope.worst_residual, WithinAbs(0, 1e-9));
  CHECK(slope_of(measured).seconds_per_byte == slope.seconds_per_byte);
}

TEST_CASE("a size that is off the line shows in the worst residual") {
  std::vector<SizedTimes> measured = {{16, {66e-9}}, {1024, {1074e-9}}, {8192, {8242e-9}}, {65536, {2 * 65586e-9}}};
  const BenchSlope slope = slope_of(measured);
  CHECK(slope.worst_residual > 0.1);
}
