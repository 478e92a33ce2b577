#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/fact.hpp"
#include "harness/model/json_place.hpp"
#include "harness/model/outcome.hpp"

// What a benchmark measured: docs/benchmarks.md has the method. Times are in seconds.
namespace fipsprobe {

// Estimate is a figure with its 95 % interval, by bootstrap over the repeats.
struct Estimate {
  double value = 0;
  double low = 0;
  double high = 0;

  bool operator==(const Estimate&) const = default;
};

// BenchGroup is what operations are put together by, for a mean over a group.
enum class BenchGroup {
  digest,
  mac,
  cipher,
  aead,
  sign,
  verify,
  decrypt,
  key_agreement,
  key_generation,
  kdf,
  drbg,
};

inline constexpr std::size_t kBenchGroups = 11;

std::string_view name_of(BenchGroup group);

// BenchCheck is how the operation was checked, before and after it was measured.
//   known_answer  its output is the published answer of a vector
//   second_route  there is none for this input: the module answered the same by another route (its inverse, its verification,
//                 its one-shot call); `how` says which
//   repeatable    only that it gives the same answer each time, or that what is random differs each time
struct BenchCheck {
  enum class Kind { known_answer, second_route, repeatable };
  Kind kind = Kind::known_answer;
  std::string how;

  bool operator==(const BenchCheck&) const = default;
};

std::string_view name_of(BenchCheck::Kind kind);

// BenchLatency is the time of single calls, from a histogram whose steps are less than 1 % wide.
struct BenchLatency {
  std::uint64_t calls = 0;
  double p50 = 0, p90 = 0, p99 = 0, worst = 0;  // seconds

  bool operator==(const BenchLatency&) const = default;
};

// BenchMeasurement is what was measured of one point.
struct BenchMeasurement {
  std::uint64_t calls = 0;      // of one repeat, by all threads together
  std::vector<double> repeats;  // of each, in the order of time: seconds a call, that is wall time / calls of all threads
  Estimate seconds_per_call;    // median of the repeats; its reciprocal is the rate of all threads together
  std::optional<Estimate> cycles_per_call;  // of the processor, in user and kernel mode; one thread only
  std::optional<BenchLatency> latency;      // of operations so slow that the clock does not disturb them; one thread only
};

// BenchPoint is one operation at one size with one number of threads.
struct BenchPoint {
  std::string operation;  // describe(Operation)
  BenchGroup group{};
  std::optional<std::uint64_t> size;  // bytes that a call processes; absent where the operation is not one over a message
  std::uint64_t threads = 1;
  OutcomeKind outcome = OutcomeKind::error;     // ok: measured; mismatch: an answer was wrong, so nothing was measured
  std::string reason;                           // when not ok
  std::optional<BenchCheck> check;              // always there when ok
  std::optional<BenchMeasurement> measurement;  // there when ok, and only then
};

// BenchSlope tells the cost of a byte from the cost of a call: least squares of the relative residuals over the sizes.
struct BenchSlope {
  std::string operation;
  std::uint64_t threads = 1;
  std::uint64_t sizes = 0;  // that the line was fitted to; at least 3
  Estimate seconds_per_byte;
  Estimate seconds_per_call;  // of a message of no bytes; may be below 0 where the module is no line
  double worst_residual = 0;  // largest |measured - line| / measured
};

// BenchStartup is the time that a fresh process takes until the module can be used, with all tests that it runs by itself.
struct BenchStartup {
  std::vector<double> load;   // dlopen with its constructors; one for each process
  std::vector<double> enter;  // initialisation and entering the mode
  Estimate seconds;           // median of their sums
};

// RunBench is what was measured of one module in one mode.
struct RunBench {
  std::vector<BenchPoint> points;
  std::vector<BenchSlope> slopes;
  std::optional<BenchStartup> startup;
  std::string cycles_unavailable;  // why there are no cycles; empty: they were counted

  Counts counts() const;  // of the points
};

// BenchConditions is what the benchmark did and what the host was like meanwhile. A figure says nothing without it.
struct BenchConditions {
  std::string profile;                    // "quick", "standard"
  std::string started_at;                 // RFC 3339, UTC
  double seconds = 0;                     // all of it
  std::string clock;                      // "CLOCK_MONOTONIC_RAW"
  std::uint64_t repeats = 0;              // of each point
  double batch_seconds = 0;               // that one repeat was made to take
  std::uint64_t seed = 0;                 // of the bootstrap
  std::vector<std::uint64_t> processors;  // that the threads were pinned to: the first by all workers with one thread
  std::string not_pinned;                 // why they were not; then `processors` is empty
  std::string emulated;                   // by what; then the figures are not a measurement. Empty: not emulated
  HostFacts observed;                     // load, steal time, frequency, ... during the run
  std::vector<std::string> noise;         // why the run is noisy; empty: nothing seen
};

nlohmann::json to_json(const RunBench& bench);
nlohmann::json to_json(const BenchConditions& conditions);

// run_bench_from_json and bench_conditions_from_json read what to_json wrote. They throw InputError for a missing member or one
// that is not known, a wrong type, counts that do not add up, a point twice, figures where nothing was measured or none where
// it was, or that cannot be: an interval without its value, a time of 0.
RunBench run_bench_from_json(const JsonPlace& place);
BenchConditions bench_conditions_from_json(const JsonPlace& place);

}  // namespace fipsprobe
