#include <catch2/catch_test_macros.hpp>

#include "harness/compare/compare.hpp"
#include "harness/compare/comparison_json.hpp"
#include "tests/compare/sample_sides.hpp"
#include "tests/schema/schema.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using nlohmann::json;

namespace {

// full_comparison has every member that a comparison can have.
json full_comparison() {
  std::vector<CompareSide> sides = sample_pair();
  for (CompareSide& side : sides) {
    side.price = 0.17;
    std::vector<Run>& runs = side.evidence.modules[0].runs;
    runs.push_back(run_at_speed(Mode::fips, 1.5, 4));
    runs.push_back(run_at_speed(Mode::contrast, 1, 5));
  }
  sides[0].evidence.modules.push_back(measured_module("nss", "libsoftokn3.so", "3.90", {run_at_speed(Mode::as_found, 1)}));
  Run unavailable;
  unavailable.mode = Mode::acceleration_off;
  unavailable.unavailable = "cannot be switched off";
  sides[1].evidence.modules[0].runs.push_back(unavailable);
  sides[1].evidence.bench->repeats = 10;
  return to_json(compare(std::move(sides), {.allow_emulated = false, .currency = "USD"}));
}

}  // namespace

TEST_CASE("a comparison with every member it can have is as its schema says") {
  const json comparison = full_comparison();
  CHECK(schema_complaints("compare", comparison) == std::vector<std::string>{});
  CHECK_FALSE(comparison["pairs"][0]["runs_not_compared"].empty());
  CHECK_FALSE(comparison["pairs"][0]["remarks"].empty());
  CHECK_FALSE(comparison["costs"].empty());
  CHECK_FALSE(comparison["sides"][1]["without_figures"].empty());
  CHECK(comparison["pairs"][0]["runs"][0].contains("prices"));
  CHECK(schema_complaints("compare", to_json(compare(sample_pair(), {}))) == std::vector<std::string>{});
}

TEST_CASE("the totals of a comparison are the sum of its points") {
  const json pair = full_comparison()["pairs"][0];
  CHECK(pair["total"] == pair["compared"].get<int>() + pair["only_in_a"].get<int>() + pair["only_in_b"].get<int>() +
                             pair["in_neither"].get<int>());
  std::size_t points = 0;
  for (const json& runs : pair["runs"]) points += runs["points"].size() + runs["not_compared"].size();
  for (const json& lone : pair["runs_not_compared"]) points += lone["points"].size();
  CHECK(pair["total"] == points);
}

TEST_CASE("the schema of a comparison refuses what a comparison never has") {
  struct Wrong {
    const char* pointer;
    json value;
  };
  for (const Wrong& wrong :
       {Wrong{"/schema", "fipsprobe/compare/2"}, Wrong{"/extra", 1}, Wrong{"/sides/0/label", "Z"},
        Wrong{"/sides/0/price_per_hour", 0}, Wrong{"/pairs/0/compared", -1},
        Wrong{"/pairs/0/runs/0/points/0/verdict", "better"}, Wrong{"/pairs/0/runs/0/points/0/ratio/low", 0},
        Wrong{"/pairs/0/runs/0/points/0/ratio/value", nullptr}, Wrong{"/pairs/0/runs/0/points/0/test/p", 1.5},
        Wrong{"/pairs/0/runs/0/means/0/group", "hash"}, Wrong{"/pairs/0/runs/0/not_compared/0/where", "a"},
        Wrong{"/costs/0/cost_of", "money"}, Wrong{"/costs/0/a", 1}}) {
    INFO(wrong.pointer);
    json comparison = full_comparison();
    comparison[json::json_pointer(wrong.pointer)] = wrong.value;
    CHECK_FALSE(schema_complaints("compare", comparison).empty());
  }
}
