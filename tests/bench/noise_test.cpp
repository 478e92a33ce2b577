#include "harness/bench/noise.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/bench/host_watch.hpp"
#include "tests/host/fake_root.hpp"

using namespace fipsprobe;
using Catch::Matchers::ContainsSubstring;
using fipsprobe::test::FakeRoot;

namespace {

Disturbance quiet() {
  return {.stolen_share = 0.001,
          .others_share = 0.01,
          .frequency_change = 0.01,
          .load_before = 0.2,
          .typical_spread = 0.01,
          .processors = 2,
          .governor = "performance",
          .pinned = true};
}

}  // namespace

TEST_CASE("a quiet host gives no reason, nor do figures that could not be had") {
  CHECK(noise_of(quiet()).empty());
  CHECK(noise_of({}).empty());
}

TEST_CASE("each disturbance is a reason by itself, with its figure") {
  struct Row {
    void (*disturb)(Disturbance&);
    const char* says;
  };
  for (const Row& row : {Row{[](Disturbance& d) { d.stolen_share = 0.021; }, "took 2.1 % of the time (steal)"},
                         Row{[](Disturbance& d) { d.others_share = 0.25; }, "other processes took 25.0 %"},
                         Row{[](Disturbance& d) { d.frequency_change = 0.3; }, "changed by 30 %"},
                         Row{[](Disturbance& d) { d.load_before = 1.5; }, "1.50 on 2 processors"},
                         Row{[](Disturbance& d) { d.typical_spread = 0.08; }, "8.0 % apart"},
                         Row{[](Disturbance& d) { d.governor = "powersave"; }, "governor powersave"},
                         Row{[](Disturbance& d) { d.pinned = false; }, "not pinned"}}) {
    Disturbance disturbed = quiet();
    row.disturb(disturbed);
    const auto reasons = noise_of(disturbed);
    REQUIRE(reasons.size() == 1);
    CHECK_THAT(reasons[0], ContainsSubstring(row.says));
  }
}

TEST_CASE("what other processes and the hypervisor took is told from what was measured") {
  const FakeRoot root;
  root.write("/proc/loadavg", "0.50 0.40 0.30 1/100 4711\n");
  root.write("/proc/cpuinfo", "processor : 0\ncpu MHz : 2000.123\nprocessor : 1\ncpu MHz : 2500.9\n");
  root.write("/proc/stat", "cpu 0 0 0 0 0 0 0 0\ncpu0 9 9 9 9 9 9 9 9 0 0\ncpu1 1000 0 0 5000 0 0 0 100 0 0\n");
  const HostWatch watch(root.path(), {1});
  // 1,000 ticks: 600 in processes, 350 idle, 50 stolen. Of the 600 the benchmark itself used 5 seconds.
  root.write("/proc/stat", "cpu 0 0 0 0 0 0 0 0\ncpu0 0 0 0 0 0 0 0 0 0 0\ncpu1 1500 50 50 5350 0 0 0 150 0 0\n");
  root.write("/proc/loadavg", "1.50 0.40 0.30 1/100 4711\n");
  root.write("/proc/cpuinfo", "processor : 0\ncpu MHz : 2000.123\nprocessor : 1\ncpu MHz : 2000.9\n");
  const HostWatch::Watched seen = watch.finish(500.0 / ticks_per_second());
  CHECK(seen.disturbance.stolen_share == 0.05);
  CHECK(seen.disturbance.others_share == 0.1);
  CHECK(seen.disturbance.load_before == 0.5);
  CHECK(seen.disturbance.frequency_change == 0.2);
  CHECK(seen.facts.at("steal.percent").value == "5.00");
  CHECK(seen.facts.at("others.percent").value == "10.00");
  CHECK(seen.facts.at("load.before").value == "0.50");
  CHECK(seen.facts.at("load.after").value == "1.50");
  CHECK(seen.facts.at("frequency.before_mhz").value == "2500");
  CHECK(seen.facts.at("frequency.after_mhz").value == "2000");
}

TEST_CASE("a host that tells nothing leaves the shares unknown, with the reason") {
  const FakeRoot root;
  const HostWatch watch(root.path(), {0});
  const HostWatch::Watched seen = watch.finish(1);
  CHECK_FALSE(seen.disturbance.stolen_share.has_value());
  CHECK_FALSE(seen.facts.at("steal.percent").value.has_value());
  CHECK_FALSE(seen.facts.at("steal.percent").why_unknown.empty());
  CHECK(noise_of(seen.disturbance).empty());
}
