#include "harness/report/text_bench.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/report/figures.hpp"
#include "tests/assess/sample_evidence.hpp"
#include "tests/model/sample_bench.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

Evidence measured() { return measured_evidence(sample_evidence()); }

std::string text_of(const Evidence& evidence) { return bench_text(evidence, {.color = false}); }

// twice_as_long makes every repeat take twice the time.
RunBench twice_as_long(RunBench bench) {
  for (BenchPoint& point : bench.points) {
    if (!point.measurement) continue;
    for (double& repeat : point.measurement->repeats) repeat *= 2;
  }
  return bench;
}

}  // namespace

TEST_CASE("figures have three digits and a unit") {
  CHECK(time_text(1.5e-9) == "1.50 ns");
  CHECK(time_text(812.4e-9) == "812 ns");
  CHECK(time_text(999.9e-9) == "1.00 us");
  CHECK(time_text(45.67e-6) == "45.7 us");
  CHECK(time_text(1.354e-3) == "1.35 ms");
  CHECK(time_text(2.5) == "2.50 s");
  CHECK(time_text(-20e-9) == "-20.0 ns");
  CHECK(size_text(16) == "16 B");
  CHECK(size_text(8192) == "8 KiB");
  CHECK(size_text(1U << 20U) == "1 MiB");
  CHECK(size_text(1000) == "1000 B");
  CHECK(rate_text(8.3) == "8.30");
  CHECK(rate_text(3989) == "3989");
  CHECK(rate_text(60123) == "60.1 k");
  CHECK(rate_text(2.05e6) == "2.05 M");
  CHECK(throughput_text(1.386e9) == "1386");
  CHECK(interval_text({100, 99, 101}) == "±1.0 %");
}

TEST_CASE("the conditions come first, and a noisy run says why") {
  const std::string text = text_of(measured());
  CHECK_THAT(text, ContainsSubstring("CLOCK_MONOTONIC_RAW, pinned to processor 1: 3 repeats of about 4.00 ms"));
  CHECK_THAT(text, ContainsSubstring("NOISY: other processes used 12 % of the processor"));
  CHECK_THAT(text, !ContainsSubstring("EMULATED"));
  CHECK(text.find("NOISY") < text.find("AES-128-CBC encrypt"));
}

TEST_CASE("an emulated run is marked as none") {
  Evidence evidence = measured();
  evidence.bench->emulated = "qemu-user";
  CHECK_THAT(text_of(evidence), ContainsSubstring("EMULATED by qemu-user, not a measurement"));
}

TEST_CASE("threads that were not pinned are named with the reason") {
  Evidence evidence = measured();
  evidence.bench->processors.clear();
  evidence.bench->not_pinned = "sched_setaffinity: Operation not permitted";
  CHECK_THAT(text_of(evidence), ContainsSubstring("not pinned: sched_setaffinity"));
}

TEST_CASE("a module's throughput stands over the size, with the cost of a call apart from that of a byte") {
  const std::string text = text_of(measured());
  // 16 bytes in 116 ns, 1,024 in 1,124 ns, 16,384 in 16,484 ns.
  CHECK_THAT(text, ContainsSubstring("MB/s"));
  const std::size_t row = text.find("AES-128-CBC encrypt");
  const std::string line = text.substr(row, text.find('\n', row) - row);
  for (const char* const figure : {"138", "911", "994", "±1.0 %", "100 ns", "1.000 ns", "3.02"}) {
    INFO(figure);
    CHECK_THAT(line, ContainsSubstring(figure));
  }
}

TEST_CASE("operations without a size have a rate and percentiles, but no 99th of fewer than 100 calls") {
  const std::string text = text_of(measured());
  const std::size_t row = text.find("RSA 2048 SHA-256 sign");
  REQUIRE(row != std::string::npos);
  const std::string line = text.substr(row, text.find('\n', row) - row);
  CHECK_THAT(line, ContainsSubstring("952"));
  CHECK_THAT(line, ContainsSubstring("1.00 ms"));
  CHECK_THAT(line, ContainsSubstring("n/a"));
  CHECK_THAT(line, ContainsSubstring("3.00 ms"));
  CHECK_THAT(line, ContainsSubstring("60"));
}

TEST_CASE("what was not measured stands below with its reason") {
  CHECK_THAT(text_of(measured()),
             ContainsSubstring("not measured:\n  SHA-256 (mismatch: the answer is not the published one)"));
}

TEST_CASE("cycles that could not be counted have the reason once, and n/a in the table") {
  Evidence evidence = measured();
  RunBench& bench = *evidence.modules[0].runs[0].bench;
  bench.cycles_unavailable = "perf_event_open: not permitted";
  for (BenchPoint& point : bench.points) {
    if (point.measurement) point.measurement->cycles_per_call.reset();
  }
  const std::string text = text_of(evidence);
  CHECK_THAT(text, ContainsSubstring("cycles: perf_event_open: not permitted"));
  const std::size_t row = text.find("AES-128-CBC encrypt");
  CHECK_THAT(text.substr(row, text.find('\n', row) - row), ContainsSubstring("n/a"));
}

TEST_CASE("a mode that could not be had says why") {
  Evidence evidence = measured();
  evidence.modules[0].runs[0].bench.reset();
  evidence.modules[0].runs[0].unavailable = "after GCRYCTL_DISABLE_HWF it still uses intel-aesni";
  CHECK_THAT(text_of(evidence), ContainsSubstring("as_found: not available: after GCRYCTL_DISABLE_HWF"));
}

TEST_CASE("what FIPS mode costs is the ratio of the two modes at the smallest and the largest size") {
  Evidence evidence = measured();
  Run& first = evidence.modules[0].runs[0];
  Run& second = evidence.modules[0].runs[1];
  first.mode = Mode::contrast;
  second.mode = Mode::fips;
  second.bench = twice_as_long(*first.bench);
  const std::string text = text_of(evidence);
  const std::size_t at = text.find("time of a call in FIPS mode / without it");
  REQUIRE(at != std::string::npos);
  const std::string table = text.substr(at);
  CHECK_THAT(table, ContainsSubstring("AES-128-CBC encrypt       16 B    2.00"));
  CHECK_THAT(table, ContainsSubstring("AES-128-CBC encrypt     16 KiB    2.00"));
  CHECK_THAT(table, !ContainsSubstring(" 1 KiB"));
  CHECK_THAT(table, ContainsSubstring("RSA 2048 SHA-256 sign"));
}

TEST_CASE("a difference that the repeats do not show is not claimed") {
  Evidence evidence = measured();
  Run& first = evidence.modules[0].runs[0];
  Run& second = evidence.modules[0].runs[1];
  second.mode = Mode::acceleration_off;
  second.bench = first.bench;
  const std::string text = text_of(evidence);
  const std::size_t at = text.find("without the processor's instructions for cryptography");
  REQUIRE(at != std::string::npos);
  CHECK_THAT(text.substr(at), ContainsSubstring("no difference shown"));
}

TEST_CASE("nothing that a module or a host says reaches the terminal raw in a benchmark") {
  const std::string evil = "\x1b]0;owned\x07\x1b[2J\xff\x01";
  Evidence evidence = measured();
  evidence.tool_version = evil;
  for (auto& [name, fact] : evidence.host) fact = Fact::of(evil, evil);
  evidence.bench->emulated = evidence.bench->clock = evidence.bench->started_at = evil;
  evidence.bench->noise = {evil};
  evidence.modules[0].identity.soname = evidence.modules[0].identity.version = evil;
  RunBench& bench = *evidence.modules[0].runs[0].bench;
  for (BenchPoint& point : bench.points) {
    point.operation = evil;
    point.reason = evil;
  }
  bench.cycles_unavailable = evil;
  evidence.modules[1].runs[0].unavailable = evil;
  const std::string text = text_of(evidence);
  CHECK(std::none_of(text.begin(), text.end(), [](char c) { return c == '\x1b' || c == '\x07' || c == '\x01'; }));
  CHECK(text.find('\xff') == std::string::npos);
}
