#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "harness/compare/comparison.hpp"
#include "harness/statistics/statistics.hpp"
#include "tests/model/sample_bench.hpp"

namespace fipsprobe::test {

// repeats_around are five times that lie within half a per cent of each other, all different for different `step`s.
inline std::vector<double> repeats_around(double seconds, double step = 0) {
  std::vector<double> repeats;
  for (int i = -2; i <= 2; ++i) repeats.push_back(seconds * (1 + 0.001 * i + 1e-6 * step));
  return repeats;
}

inline BenchPoint measured_point(const std::string& operation, BenchGroup group, std::optional<std::uint64_t> size,
                                 std::vector<double> repeats, std::uint64_t threads = 1) {
  const Estimate seconds = median_with_interval(repeats);
  return {.operation = operation,
          .group = group,
          .size = size,
          .threads = threads,
          .outcome = OutcomeKind::ok,
          .reason = "",
          .check = BenchCheck{BenchCheck::Kind::known_answer, "a vector"},
          .measurement = BenchMeasurement{
              .calls = 100, .repeats = std::move(repeats), .seconds_per_call = seconds, .cycles_per_call = {}, .latency = {}}};
}

inline BenchPoint unmeasured_point(const std::string& operation, BenchGroup group, std::optional<std::uint64_t> size,
                                   const std::string& reason) {
  return {.operation = operation,
          .group = group,
          .size = size,
          .threads = 1,
          .outcome = OutcomeKind::unsupported,
          .reason = reason,
          .check = {},
          .measurement = {}};
}

inline Run measured_run(Mode mode, std::vector<BenchPoint> points) {
  Run run;
  run.mode = mode;
  run.fips = {mode == Mode::fips ? FipsState::Value::on : FipsState::Value::off, "it says so"};
  run.bench = RunBench{.points = std::move(points), .slopes = {}, .startup = {}, .cycles_unavailable = "not counted"};
  return run;
}

inline ModuleEvidence measured_module(const std::string& family, const std::string& soname, const std::string& version,
                                      std::vector<Run> runs) {
  ModuleEvidence module;
  module.family = family;
  module.instance = "/lib/" + soname;
  module.identity.path = module.instance;
  module.identity.soname = soname;
  module.identity.version = version;
  module.runs = std::move(runs);
  return module;
}

inline CompareSide side_of(const std::string& label, std::vector<ModuleEvidence> modules) {
  CompareSide side;
  side.label = label;
  side.file = label + ".json";
  side.evidence.tool_version = "0.1.0";
  side.evidence.collected_at = "2026-11-28T12:00:00Z";
  side.evidence.host = {{"hostname", Fact::of("host-" + label, "uname")}, {"architecture", Fact::of("x86_64", "uname")}};
  side.evidence.modules = std::move(modules);
  side.evidence.bench = sample_conditions();
  side.evidence.bench->noise.clear();
  side.evidence.bench->repeats = 5;
  return side;
}

// speeds_of is a run whose points take these factors times what is usual: SHA-256 at three sizes and an RSA signature.
inline Run run_at_speed(Mode mode, double factor, double step = 0) {
  std::vector<BenchPoint> points;
  for (const std::uint64_t size : {16U, 1024U, 16384U}) {
    points.push_back(measured_point("SHA-256", BenchGroup::digest, size,
                                    repeats_around(factor * 1e-9 * (100.0 + static_cast<double>(size)), step)));
  }
  points.push_back(
      measured_point("RSA 2048 SHA-256 sign", BenchGroup::sign, std::nullopt, repeats_around(factor * 1e-3, step)));
  return measured_run(mode, std::move(points));
}

// sample_pair: B's OpenSSL 3 takes half the time of A's OpenSSL 1.0.2k; each has something that the other has not.
inline std::vector<CompareSide> sample_pair() {
  Run first = run_at_speed(Mode::as_found, 2);
  first.bench->points.push_back(measured_point("3DES-CBC encrypt", BenchGroup::cipher, 1024, repeats_around(5e-6)));
  first.bench->points.push_back(unmeasured_point("SHA3-256", BenchGroup::digest, 1024, "EVP_sha3_256 is not there"));
  first.bench->points.push_back(unmeasured_point("AES-256-SIV encrypt", BenchGroup::aead, 1024, "not built"));
  Run second = run_at_speed(Mode::as_found, 1, 1);
  second.bench->points.push_back(unmeasured_point("3DES-CBC encrypt", BenchGroup::cipher, 1024, "no legacy provider"));
  second.bench->points.push_back(measured_point("SHA3-256", BenchGroup::digest, 1024, repeats_around(3e-6)));
  std::vector<CompareSide> sides;
  sides.push_back(side_of("A", {measured_module("openssl", "libcrypto.so.10", "OpenSSL 1.0.2k-fips  26 Jan 2017", {first})}));
  sides.push_back(side_of("B", {measured_module("openssl", "libcrypto.so.3", "OpenSSL 3.0.17 1 Jul 2025", {second})}));
  return sides;
}

}  // namespace fipsprobe::test
