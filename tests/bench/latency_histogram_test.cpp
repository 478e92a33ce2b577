#include "harness/bench/latency_histogram.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace fipsprobe;
using Catch::Matchers::WithinRel;

TEST_CASE("percentiles of 1 to 100 nanoseconds are exact") {
  LatencyHistogram histogram;
  for (std::uint64_t time = 1; time <= 100; ++time) histogram.count(time);
  CHECK(histogram.calls() == 100);
  CHECK(histogram.percentile(0.5) == 50);
  CHECK(histogram.percentile(0.9) == 90);
  CHECK(histogram.percentile(0.99) == 99);
  CHECK(histogram.percentile(1) == 100);
}

TEST_CASE("percentiles of long times are at most one per cent too long, and never longer than the worst") {
  LatencyHistogram histogram;
  for (std::uint64_t i = 1; i <= 1000; ++i) histogram.count(i * 1'000'003);
  for (const double share : {0.1, 0.5, 0.9, 0.99}) {
    const double exact = share * 1000 * 1'000'003;
    const auto found = static_cast<double>(histogram.percentile(share));
    CHECK(found >= exact);
    CHECK_THAT(found, WithinRel(exact, 0.01));
  }
  CHECK(histogram.percentile(1) == 1'000'003'000);
}

TEST_CASE("a time of any size finds its step") {
  LatencyHistogram histogram;
  for (const std::uint64_t time : {std::uint64_t{0}, std::uint64_t{255}, std::uint64_t{256}, ~std::uint64_t{0}}) {
    histogram.count(time);
  }
  CHECK(histogram.calls() == 4);
  CHECK(histogram.percentile(0.25) == 0);
  CHECK(histogram.percentile(0.5) == 255);
  CHECK(histogram.percentile(0.75) == 257);  // the end of the step that 256 begins
  CHECK(histogram.percentile(1) == ~std::uint64_t{0});
}

TEST_CASE("a histogram of nothing has no summary") {
  LatencyHistogram histogram;
  CHECK_FALSE(histogram.summary().has_value());
  histogram.count(2000);
  REQUIRE(histogram.summary().has_value());
  CHECK_THAT(histogram.summary()->worst, WithinRel(2e-6, 1e-12));
  CHECK(histogram.summary()->p50 <= histogram.summary()->worst);
}
