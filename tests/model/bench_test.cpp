#include "harness/model/bench.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include "harness/model/errors.hpp"
#include "harness/model/json_text.hpp"
#include "tests/assess/sample_evidence.hpp"
#include "tests/model/sample_bench.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

RunBench read_bench(const json& value) { return run_bench_from_json(JsonPlace(value, "b.json")); }
BenchConditions read_conditions(const json& value) { return bench_conditions_from_json(JsonPlace(value, "b.json")); }

std::string complaint_of(const json& value) {
  try {
    read_bench(value);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

// bench_with returns the sample with another value at a place; null takes the member away.
json bench_with(const char* pointer, const json& value) {
  json bench = to_json(sample_bench());
  const json::json_pointer place(pointer);
  if (value.is_null()) {
    bench[place.parent_pointer()].erase(place.back());
  } else {
    bench[place] = value;
  }
  return json::parse(bench.dump());  // as a file has it: a number without a sign is an unsigned one
}

}  // namespace

TEST_CASE("a benchmark is read as it was written") {
  const json written = json::parse(json_text(to_json(sample_bench())));
  const RunBench bench = read_bench(written);
  CHECK(to_json(bench) == written);
  REQUIRE(bench.points.size() == 5);
  CHECK(bench.points[0].size == 16);
  CHECK(bench.points[0].measurement->repeats == sample_bench().points[0].measurement->repeats);
  CHECK(bench.points[0].measurement->cycles_per_call == sample_bench().points[0].measurement->cycles_per_call);
  CHECK(bench.points[3].group == BenchGroup::sign);
  CHECK_FALSE(bench.points[3].size.has_value());
  CHECK(bench.points[3].measurement->latency == sample_bench().points[3].measurement->latency);
  CHECK(bench.points[4].outcome == OutcomeKind::mismatch);
  CHECK(bench.slopes.at(0).seconds_per_call.low == -1e-9);
  CHECK(bench.startup->seconds == Estimate{0.5, 0.375, 0.75});
  CHECK(written["total"] == 5);
  CHECK(written["mismatch"] == 1);
}

TEST_CASE("the conditions of a benchmark are read as they were written") {
  const json written = to_json(sample_conditions());
  const BenchConditions conditions = read_conditions(written);
  CHECK(to_json(conditions) == written);
  CHECK(conditions.processors == std::vector<std::uint64_t>{1});
  CHECK(conditions.observed.at("frequency.before").why_unknown == "no such file");
}

TEST_CASE("evidence carries benchmarks, and is read without them too") {
  const json written = to_json(measured_evidence(sample_evidence()));
  const Evidence evidence = evidence_from_json(written, "e.json");
  CHECK(to_json(evidence) == written);
  REQUIRE(evidence.bench.has_value());
  CHECK(evidence.modules[0].runs[0].bench->counts()[OutcomeKind::ok] == 4);
  CHECK_FALSE(evidence.modules[0].runs[1].bench.has_value());
  CHECK_FALSE(evidence_from_json(to_json(sample_evidence()), "e.json").bench.has_value());
}

TEST_CASE("evidence of a run without acceleration is read") {
  Evidence evidence = sample_evidence();
  evidence.modules[0].runs[0].mode = Mode::acceleration_off;
  CHECK(evidence_from_json(to_json(evidence), "e.json").modules[0].runs[0].mode == Mode::acceleration_off);
}

TEST_CASE("a benchmark that cannot be is refused with the place") {
  struct Broken {
    const char* pointer;
    json value;
    const char* says;
  };
  for (const Broken& broken : {Broken{"/extra", 1, "/extra"},
                               {"/total", 6, "add up to 5"},
                               {"/ok", 5, "/total"},
                               {"/points", json::object(), "must be an array"},
                               {"/points/0/operation", "", "must not be empty"},
                               {"/points/0/group", "hash", "not one of the known words"},
                               {"/points/0/size", 0, "1 or more"},
                               {"/points/0/size", 1024, "/points/1: is there twice"},
                               {"/points/0/size", -16, "whole number"},
                               {"/points/0/threads", 0, "1 or more"},
                               {"/points/0/outcome", "refused", "only when, its outcome is ok"},
                               {"/points/0/reason", "slow", "has a reason"},
                               {"/points/0/check", nullptr, "how it was checked"},
                               {"/points/0/check/kind", "trust", "not one of the known words"},
                               {"/points/0/check/how", "", "must not be empty"},
                               {"/points/0/measurement", nullptr, "only when, its outcome is ok"},
                               {"/points/0/measurement/calls", 0, "1 or more"},
                               {"/points/0/measurement/repeats", json::array(), "1 to 10000 times"},
                               {"/points/0/measurement/repeats", json(10'001, 1e-9), "1 to 10000 times"},
                               {"/points/0/measurement/repeats/0", 0, "greater than 0"},
                               {"/points/0/measurement/repeats/0", "1", "must be a number"},
                               {"/points/0/measurement/repeats/0", 1e-300, "no time that anything was measured to take"},
                               {"/points/0/measurement/repeats/0", 1e300, "no time that anything was measured to take"},
                               {"/points/0/measurement/seconds_per_call/high", 1e300, "wider than the times lie apart"},
                               {"/points/0/measurement/seconds_per_call/low", 1e-300, "wider than the times lie apart"},
                               {"/points/0/measurement/repeats", {5.0, 6.0}, "cannot be the median"},
                               {"/points/0/measurement/seconds_per_call/low", 1, "outside its interval"},
                               {"/points/0/measurement/seconds_per_call/low", -1, "greater than 0"},
                               {"/points/0/measurement/cycles_per_call/extra", 1, "/cycles_per_call/extra"},
                               {"/points/3/measurement/latency/p90", 1e-9, "percentile"},
                               {"/points/3/measurement/latency/calls", 0, "1 or more"},
                               {"/points/4/reason", "", "has a reason"},
                               {"/slopes/0/operation", "AES-256-CBC encrypt", "more sizes than were measured"},
                               {"/slopes/0/sizes", 2, "3 or more"},
                               {"/slopes/0/sizes", 4, "more sizes than were measured"},
                               {"/slopes/0/worst_residual", -1, "0 or more"},
                               {"/slopes/0/seconds_per_byte/high", 0, "outside its interval"},
                               {"/startup/load", {1.0}, "as many times"},
                               {"/startup/seconds/value", nullptr, "no member"},
                               {"/startup/seconds/value", 9, "outside its interval"},
                               {"/cycles_unavailable", nullptr, "no member"}}) {
    INFO(broken.pointer << " " << broken.value.dump().substr(0, 80));
    const std::string complaint = complaint_of(bench_with(broken.pointer, broken.value));
    CHECK_THAT(complaint, ContainsSubstring("b.json: at /"));
    CHECK_THAT(complaint, ContainsSubstring(broken.says));
  }
}

TEST_CASE("conditions that cannot be are refused") {
  struct Broken {
    const char* member;
    json value;
  };
  for (const Broken& broken : {Broken{"extra", 1}, Broken{"profile", ""}, Broken{"seconds", -1}, Broken{"repeats", 0},
                               Broken{"batch_seconds", 0}, Broken{"processors", json::array()}, Broken{"not_pinned", "why"},
                               Broken{"noise", "loud"}, Broken{"observed", {{"load.before", 1}}}, Broken{"seed", -1}}) {
    INFO(broken.member);
    json conditions = to_json(sample_conditions());
    conditions[broken.member] = broken.value;
    CHECK_THROWS_AS(read_conditions(json::parse(conditions.dump())), InputError);
  }
}
