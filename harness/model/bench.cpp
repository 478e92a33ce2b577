#include "harness/model/bench.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "harness/model/counts_json.hpp"
#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, kBenchGroups> kGroupNames = {
    "digest", "mac", "cipher", "aead", "sign", "verify", "decrypt", "key_agreement", "key_generation", "kdf", "drbg"};
constexpr std::array<std::string_view, 3> kCheckNames = {"known_answer", "second_route", "repeatable"};
constexpr std::size_t kMaxRepeats = 10'000;  // more than any run makes: a file that has more is not one
constexpr double kLeastTime = 1e-12;         // of a call, in seconds: less than a clock cycle by all threads of any machine
constexpr double kMostTime = 1e6;

// --- writing ---

json json_of(const Estimate& estimate) { return {{"value", estimate.value}, {"low", estimate.low}, {"high", estimate.high}}; }

json json_of(const BenchLatency& latency) {
  return {{"calls", latency.calls}, {"p50", latency.p50}, {"p90", latency.p90}, {"p99", latency.p99}, {"worst", latency.worst}};
}

json json_of(const BenchMeasurement& measured) {
  json value = {
      {"calls", measured.calls}, {"repeats", measured.repeats}, {"seconds_per_call", json_of(measured.seconds_per_call)}};
  if (measured.cycles_per_call) value["cycles_per_call"] = json_of(*measured.cycles_per_call);
  if (measured.latency) value["latency"] = json_of(*measured.latency);
  return value;
}

json json_of(const BenchPoint& point) {
  json value = {{"operation", point.operation},
                {"group", name_of(point.group)},
                {"threads", point.threads},
                {"outcome", name_of(point.outcome)},
                {"reason", point.reason}};
  if (point.size) value["size"] = *point.size;
  if (point.check) value["check"] = {{"kind", name_of(point.check->kind)}, {"how", point.check->how}};
  if (point.measurement) value["measurement"] = json_of(*point.measurement);
  return value;
}

json json_of(const BenchSlope& slope) {
  return {{"operation", slope.operation},
          {"threads", slope.threads},
          {"sizes", slope.sizes},
          {"seconds_per_byte", json_of(slope.seconds_per_byte)},
          {"seconds_per_call", json_of(slope.seconds_per_call)},
          {"worst_residual", slope.worst_residual}};
}

json json_of(const BenchStartup& startup) {
  return {{"load", startup.load}, {"enter", startup.enter}, {"seconds", json_of(startup.seconds)}};
}

// --- reading ---

// only fails when the object has a member of another name.
void only(const JsonPlace& place, std::initializer_list<std::string_view> names) {
  for (const auto& [name, member] : place.members()) {
    if (std::ranges::find(names, name) == names.end()) member.fail("is not a member that this program knows");
  }
}

std::string text_that_is_not_empty(const JsonPlace& place) {
  std::string text = place.text();
  if (text.empty()) place.fail("must not be empty");
  return text;
}

double positive(const JsonPlace& place) {
  const double number = place.number();
  if (!std::isfinite(number) || number <= 0) place.fail("must be greater than 0");
  return number;
}

double not_negative(const JsonPlace& place) {
  const double number = place.number();
  if (!std::isfinite(number) || number < 0) place.fail("must be 0 or more");
  return number;
}

double time_from(const JsonPlace& place) {
  const double seconds = positive(place);
  if (seconds < kLeastTime || seconds > kMostTime) place.fail("is no time that anything was measured to take, in seconds");
  return seconds;
}

std::uint64_t at_least(std::uint64_t least, const JsonPlace& place) {
  const std::uint64_t number = place.count();
  if (number < least) place.fail(fmt::format("must be {} or more", least));
  return number;
}

std::vector<double> times_from(const JsonPlace& place) {
  const std::vector<JsonPlace> items = place.items();
  if (items.empty() || items.size() > kMaxRepeats) place.fail(fmt::format("must have 1 to {} times", kMaxRepeats));
  std::vector<double> times;
  for (const JsonPlace& item : items) times.push_back(time_from(item));
  return times;
}

Estimate estimate_from(const JsonPlace& place) {
  only(place, {"value", "low", "high"});
  const Estimate estimate{place.member("value").number(), place.member("low").number(), place.member("high").number()};
  const bool finite = std::isfinite(estimate.value) && std::isfinite(estimate.low) && std::isfinite(estimate.high);
  if (!finite || estimate.low > estimate.value || estimate.value > estimate.high)
    place.fail("its value is outside its interval");
  return estimate;
}

Estimate positive_estimate_from(const JsonPlace& place) {
  const Estimate estimate = estimate_from(place);
  if (estimate.low <= 0) place.fail("must be greater than 0");
  return estimate;
}

// time_of reads an estimate of a median of `times`: neither it nor its interval can lie outside of them.
Estimate time_of(const std::vector<double>& times, const JsonPlace& place) {
  const Estimate estimate = positive_estimate_from(place);
  const auto [least, most] = std::ranges::minmax(times);
  if (estimate.value < least || estimate.value > most) place.fail("its value cannot be the median of the times");
  if (estimate.low < least || estimate.high > most) place.fail("its interval is wider than the times lie apart");
  return estimate;
}

BenchLatency latency_from(const JsonPlace& place) {
  only(place, {"calls", "p50", "p90", "p99", "worst"});
  const BenchLatency latency{.calls = at_least(1, place.member("calls")),
                             .p50 = positive(place.member("p50")),
                             .p90 = positive(place.member("p90")),
                             .p99 = positive(place.member("p99")),
                             .worst = positive(place.member("worst"))};
  if (latency.p50 > latency.p90 || latency.p90 > latency.p99 || latency.p99 > latency.worst) {
    place.fail("a percentile is greater than the next");
  }
  return latency;
}

BenchMeasurement measurement_from(const JsonPlace& place) {
  only(place, {"calls", "repeats", "seconds_per_call", "cycles_per_call", "latency"});
  BenchMeasurement measured;
  measured.calls = at_least(1, place.member("calls"));
  measured.repeats = times_from(place.member("repeats"));
  measured.seconds_per_call = time_of(measured.repeats, place.member("seconds_per_call"));
  if (const auto cycles = place.optional_member("cycles_per_call")) measured.cycles_per_call = positive_estimate_from(*cycles);
  if (const auto latency = place.optional_member("latency")) measured.latency = latency_from(*latency);
  return measured;
}

BenchCheck check_from(const JsonPlace& place) {
  only(place, {"kind", "how"});
  const JsonPlace kind = place.member("kind");
  return {required(value_named<BenchCheck::Kind>(kCheckNames, kind.text()), kind), text_that_is_not_empty(place.member("how"))};
}

// point_from: what was measured has figures and says how it was checked; anything else has a reason instead.
BenchPoint point_from(const JsonPlace& place) {
  only(place, {"operation", "group", "size", "threads", "outcome", "reason", "check", "measurement"});
  const JsonPlace group = place.member("group");
  const JsonPlace outcome = place.member("outcome");
  BenchPoint point;
  point.operation = text_that_is_not_empty(place.member("operation"));
  point.group = required(value_named<BenchGroup>(kGroupNames, group.text()), group);
  if (const auto size = place.optional_member("size")) point.size = at_least(1, *size);
  point.threads = at_least(1, place.member("threads"));
  point.outcome = required(outcome_kind_named(outcome.text()), outcome);
  point.reason = place.member("reason").text();
  if (const auto check = place.optional_member("check")) point.check = check_from(*check);
  if (const auto measurement = place.optional_member("measurement")) point.measurement = measurement_from(*measurement);
  const bool measured = point.outcome == OutcomeKind::ok;
  if (measured != point.measurement.has_value()) place.fail("has figures when, and only when, its outcome is ok");
  if (measured && !point.check) place.fail("was measured, but does not say how it was checked");
  if (measured != point.reason.empty()) place.fail("has a reason when, and only when, its outcome is not ok");
  return point;
}

BenchSlope slope_from(const JsonPlace& place) {
  only(place, {"operation", "threads", "sizes", "seconds_per_byte", "seconds_per_call", "worst_residual"});
  return {.operation = text_that_is_not_empty(place.member("operation")),
          .threads = at_least(1, place.member("threads")),
          .sizes = at_least(3, place.member("sizes")),
          .seconds_per_byte = estimate_from(place.member("seconds_per_byte")),
          .seconds_per_call = estimate_from(place.member("seconds_per_call")),
          .worst_residual = not_negative(place.member("worst_residual"))};
}

BenchStartup startup_from(const JsonPlace& place) {
  only(place, {"load", "enter", "seconds"});
  BenchStartup startup;
  startup.load = times_from(place.member("load"));
  startup.enter = times_from(place.member("enter"));
  if (startup.load.size() != startup.enter.size()) place.fail("must have as many times of entering as of loading");
  std::vector<double> sums;
  for (std::size_t i = 0; i < startup.load.size(); ++i) sums.push_back(startup.load[i] + startup.enter[i]);
  startup.seconds = time_of(sums, place.member("seconds"));
  return startup;
}

std::vector<BenchPoint> points_from(const JsonPlace& place) {
  std::vector<BenchPoint> points;
  std::set<std::tuple<std::string, std::optional<std::uint64_t>, std::uint64_t>> seen;
  for (const JsonPlace& item : place.items()) {
    const BenchPoint& point = points.emplace_back(point_from(item));
    if (!seen.emplace(point.operation, point.size, point.threads).second) item.fail("is there twice");
  }
  return points;
}

std::vector<BenchSlope> slopes_from(const JsonPlace& place, const std::vector<BenchPoint>& points) {
  std::vector<BenchSlope> slopes;
  for (const JsonPlace& item : place.items()) {
    const BenchSlope& slope = slopes.emplace_back(slope_from(item));
    const auto measured = std::ranges::count_if(points, [&](const BenchPoint& point) {
      return point.operation == slope.operation && point.threads == slope.threads && point.size && point.measurement;
    });
    if (static_cast<std::uint64_t>(measured) < slope.sizes) item.fail("was fitted to more sizes than were measured");
  }
  return slopes;
}

}  // namespace

std::string_view name_of(BenchGroup group) { return kGroupNames[static_cast<std::size_t>(group)]; }
std::string_view name_of(BenchCheck::Kind kind) { return kCheckNames[static_cast<std::size_t>(kind)]; }

Counts RunBench::counts() const {
  Counts all;
  for (const BenchPoint& point : points) ++all[point.outcome];
  return all;
}

json to_json(const RunBench& bench) {
  json value = to_json(bench.counts());
  value["points"] = array_of(bench.points, [](const BenchPoint& point) { return json_of(point); });
  value["slopes"] = array_of(bench.slopes, [](const BenchSlope& slope) { return json_of(slope); });
  value["cycles_unavailable"] = bench.cycles_unavailable;
  if (bench.startup) value["startup"] = json_of(*bench.startup);
  return value;
}

json to_json(const BenchConditions& conditions) {
  return {{"profile", conditions.profile},
          {"started_at", conditions.started_at},
          {"seconds", conditions.seconds},
          {"clock", conditions.clock},
          {"repeats", conditions.repeats},
          {"batch_seconds", conditions.batch_seconds},
          {"seed", conditions.seed},
          {"processors", conditions.processors},
          {"not_pinned", conditions.not_pinned},
          {"emulated", conditions.emulated},
          {"observed", to_json(conditions.observed)},
          {"noise", conditions.noise}};
}

RunBench run_bench_from_json(const JsonPlace& place) {
  only(place, {"total", "ok", "mismatch", "refused", "unsupported", "not_available", "error", "crashed", "timed_out", "points",
               "slopes", "cycles_unavailable", "startup"});
  RunBench bench;
  bench.points = points_from(place.member("points"));
  if (counts_from_json(place) != bench.counts()) place.fail("the totals are not those of the points");
  bench.slopes = slopes_from(place.member("slopes"), bench.points);
  bench.cycles_unavailable = place.member("cycles_unavailable").text();
  if (const auto startup = place.optional_member("startup")) bench.startup = startup_from(*startup);
  return bench;
}

BenchConditions bench_conditions_from_json(const JsonPlace& place) {
  only(place, {"profile", "started_at", "seconds", "clock", "repeats", "batch_seconds", "seed", "processors", "not_pinned",
               "emulated", "observed", "noise"});
  BenchConditions conditions{.profile = text_that_is_not_empty(place.member("profile")),
                             .started_at = text_that_is_not_empty(place.member("started_at")),
                             .seconds = not_negative(place.member("seconds")),
                             .clock = text_that_is_not_empty(place.member("clock")),
                             .repeats = at_least(1, place.member("repeats")),
                             .batch_seconds = positive(place.member("batch_seconds")),
                             .seed = place.member("seed").count(),
                             .processors = {},
                             .not_pinned = place.member("not_pinned").text(),
                             .emulated = place.member("emulated").text(),
                             .observed = host_facts_from_json(place.member("observed")),
                             .noise = place.member("noise").texts()};
  for (const JsonPlace& processor : place.member("processors").items()) conditions.processors.push_back(processor.count());
  if (conditions.processors.empty() == conditions.not_pinned.empty()) {
    place.fail("names the processors of the threads, or why they were not pinned");
  }
  return conditions;
}

}  // namespace fipsprobe
