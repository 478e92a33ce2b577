#pragma once

#include "harness/model/evidence.hpp"

namespace fipsprobe::test {

// sample_bench has every member that a benchmark can have. A call of AES-128-CBC costs 100 ns and 1 ns a byte.
inline RunBench sample_bench() {
  RunBench bench;
  for (const std::uint64_t size : {16U, 1024U, 16384U}) {
    const double time = 100e-9 + 1e-9 * static_cast<double>(size);
    bench.points.push_back({.operation = "AES-128-CBC encrypt",
                            .group = BenchGroup::cipher,
                            .size = size,
                            .threads = 1,
                            .outcome = OutcomeKind::ok,
                            .reason = "",
                            .check = BenchCheck{BenchCheck::Kind::known_answer, "SP 800-38A F.2.1"},
                            .measurement = BenchMeasurement{.calls = 1000,
                                                            .repeats = {time, 1.01 * time, 0.99 * time},
                                                            .seconds_per_call = {time, 0.99 * time, 1.01 * time},
                                                            .cycles_per_call = Estimate{3e9 * time, 2.9e9 * time, 3.1e9 * time},
                                                            .latency = std::nullopt}});
  }
  bench.points.push_back({.operation = "RSA 2048 SHA-256 sign",
                          .group = BenchGroup::sign,
                          .size = std::nullopt,
                          .threads = 1,
                          .outcome = OutcomeKind::ok,
                          .reason = "",
                          .check = BenchCheck{BenchCheck::Kind::second_route, "the module verifies the signature"},
                          .measurement = BenchMeasurement{.calls = 30,
                                                          .repeats = {1.1e-3, 1e-3},
                                                          .seconds_per_call = {1.05e-3, 1e-3, 1.1e-3},
                                                          .cycles_per_call = std::nullopt,
                                                          .latency = BenchLatency{60, 1e-3, 1.1e-3, 1.2e-3, 3e-3}}});
  bench.points.push_back({.operation = "SHA-256",
                          .group = BenchGroup::digest,
                          .size = 1024,
                          .threads = 2,
                          .outcome = OutcomeKind::mismatch,
                          .reason = "the answer is not the published one",
                          .check = std::nullopt,
                          .measurement = std::nullopt});
  bench.slopes.push_back({.operation = "AES-128-CBC encrypt",
                          .threads = 1,
                          .sizes = 3,
                          .seconds_per_byte = {1e-9, 0.9e-9, 1.1e-9},
                          .seconds_per_call = {100e-9, -1e-9, 120e-9},
                          .worst_residual = 0.02});
  bench.startup = BenchStartup{{0.25, 0.125}, {0.5, 0.25}, {0.5, 0.375, 0.75}};
  bench.cycles_unavailable = "";
  return bench;
}

inline BenchConditions sample_conditions() {
  return {.profile = "quick",
          .started_at = "2026-11-23T10:00:00Z",
          .seconds = 42.5,
          .clock = "CLOCK_MONOTONIC_RAW",
          .repeats = 3,
          .batch_seconds = 0.004,
          .seed = 1,
          .processors = {1},
          .not_pinned = "",
          .emulated = "",
          .observed = {{"load.before", Fact::of("0.10", "/proc/loadavg")},
                       {"frequency.before", Fact::unknown("no such file", "/sys/devices/system/cpu/cpu1/cpufreq")}},
          .noise = {"other processes used 12 % of the processor"}};
}

// measured_evidence adds a benchmark to the first run of the first module, and its conditions.
inline Evidence measured_evidence(Evidence evidence) {
  evidence.modules.at(0).runs.at(0).bench = sample_bench();
  evidence.bench = sample_conditions();
  return evidence;
}

}  // namespace fipsprobe::test
