#include "harness/bench/bench_operations.hpp"

#include <catch2/catch_test_macros.hpp>
#include <set>

#include "harness/bench/bench_keys.hpp"
#include "harness/bench/known_case.hpp"
#include "harness/model/errors.hpp"

using namespace fipsprobe;

TEST_CASE("every operation of the benchmark has a name of its own, and is found by it") {
  std::set<std::string> names;
  for (const BenchOperation& operation : bench_operations()) {
    INFO(operation.name);
    CHECK(names.insert(operation.name).second);
    CHECK(bench_operation(operation.name) == &operation);
    CHECK(describe(operation.make(64)) == operation.name);
  }
  CHECK(bench_operation("ROT13") == nullptr);
}

TEST_CASE("every group has an operation") {
  std::set<BenchGroup> groups;
  for (const BenchOperation& operation : bench_operations()) groups.insert(operation.group);
  CHECK(groups.size() == kBenchGroups);
}

TEST_CASE("every vector file that an operation names has a known answer of it") {
  for (const BenchOperation& operation : bench_operations()) {
    if (operation.vectors.empty()) continue;
    INFO(operation.name << " in " << operation.vectors);
    const auto found = known_case(operation.vectors, operation.name);
    REQUIRE(found.has_value());
    CHECK_FALSE(found->expected.output.empty());
  }
}

TEST_CASE("symmetric operations have a known answer, but for random bytes") {
  for (const BenchOperation& operation : bench_operations()) {
    if (operation.max_size == 0) continue;
    INFO(operation.name);
    CHECK(operation.vectors.empty() == (operation.group == BenchGroup::drbg));
  }
}

TEST_CASE("operations are chosen by a part of their name or their group, in any case") {
  CHECK(chosen_operations({}, false).size() == bench_operations().size());
  CHECK(chosen_operations({}, true).size() < bench_operations().size());
  CHECK(chosen_operations({"aes-128-gcm"}, true).size() == 2);
  const auto groups = chosen_operations({"kdf", "DRBG"}, false);
  for (const BenchOperation* operation : groups) {
    CHECK((operation->group == BenchGroup::kdf || operation->group == BenchGroup::drbg));
  }
  CHECK(groups.size() == 5);
  CHECK_THROWS_AS(chosen_operations({"sha-256", "blake"}, true), UsageError);
}

TEST_CASE("a whole name chooses that operation alone") {
  const auto chosen = chosen_operations({"sha-256"}, false);
  REQUIRE(chosen.size() == 1);
  CHECK(chosen[0]->name == "SHA-256");
}

TEST_CASE("what is asked for by name is measured in the profile quick too") {
  CHECK_FALSE(bench_operation("SHA-384")->quick);
  CHECK(chosen_operations({"SHA-384"}, true).size() == 1);
}

TEST_CASE("the published keys are of the sizes that are measured") {
  const BenchKeys& keys = bench_keys();
  REQUIRE(keys.rsa.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(significant_bits(keys.rsa[i].key.n) == 2048 + 1024 * i);
    CHECK(keys.rsa[i].signature.size() == keys.rsa[i].key.n.size());
  }
  REQUIRE(keys.ec.size() == 3);
  for (const BenchEcKey& key : keys.ec) {
    CHECK(key.secret.size() == field_size(key.key.curve));
    CHECK(key.signature.size() == 2 * order_size(key.key.curve));
  }
}
