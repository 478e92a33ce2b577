#include "harness/assess/changes.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

using Kind = Change::Kind;

Evidence evidence_with(std::vector<CoverageRow> coverage) {
  Evidence evidence;
  ModuleEvidence module = sample_module("openssl", "libcrypto.so.10", "rpm openssl-libs", "1.0.2k");
  module.runs.resize(1);
  module.runs[0].coverage = std::move(coverage);
  evidence.modules = {module};
  return evidence;
}

std::vector<Kind> kinds_of(const std::vector<Change>& changes) {
  std::vector<Kind> kinds;
  for (const Change& change : changes) kinds.push_back(change.kind);
  return kinds;
}

}  // namespace

TEST_CASE("evidence does not differ from itself") {
  const Evidence evidence = evidence_with({{"AES-128-CBC encrypt", counts_of(4)}});
  CHECK(changes_between(evidence, evidence).empty());
}

TEST_CASE("an operation that gave right answers and gives none any more is lost coverage, a loss") {
  const Evidence older = evidence_with({{"AES-128-CBC encrypt", counts_of(4)}, {"SHA-1", counts_of(2)}});
  const Evidence newer = evidence_with({{"AES-128-CBC encrypt", counts_of(0, 0, 4)}, {"SHA-1", counts_of(2)}});
  const std::vector<Change> changes = changes_between(older, newer);
  REQUIRE(kinds_of(changes) == std::vector{Kind::coverage_lost});
  CHECK(is_loss(changes[0].kind));
  CHECK(changes[0].what == "AES-128-CBC encrypt");
  CHECK(changes[0].before == "4 ok");
  CHECK(changes[0].after == "4 unsupported");
  CHECK(kinds_of(changes_between(newer, older)) == std::vector{Kind::coverage_gained});
}

TEST_CASE("a row that the newer file does not have was not tested, and is lost too") {
  const std::vector<Change> changes = changes_between(evidence_with({{"SHA-1", counts_of(2)}}), evidence_with({}));
  REQUIRE(kinds_of(changes) == std::vector{Kind::coverage_lost});
  CHECK(changes[0].after == "not tested");
}

TEST_CASE("wrong answers that were not there before are a loss, even where others are still right") {
  const std::vector<Change> changes =
      changes_between(evidence_with({{"SHA-1", counts_of(2)}}), evidence_with({{"SHA-1", counts_of(1, 1)}}));
  CHECK(kinds_of(changes) == std::vector{Kind::now_wrong});
}

TEST_CASE("an operation that was refused and is done now, another FIPS state, and a module that is gone are losses") {
  const Evidence older = evidence_with({});
  Evidence newer = older;
  newer.modules[0].runs[0].refusals[0].outcome = OutcomeKind::ok;
  newer.modules[0].runs[0].fips.value = FipsState::Value::off;
  CHECK(kinds_of(changes_between(older, newer)) == std::vector{Kind::state_changed, Kind::no_longer_refused});
  const std::vector<Change> gone = changes_between(older, Evidence{});
  REQUIRE(kinds_of(gone) == std::vector{Kind::module_lost});
  CHECK(is_loss(gone[0].kind));
}

TEST_CASE("another build of the only module of a family is the same module, and no loss") {
  const Evidence older = evidence_with({{"SHA-1", counts_of(2)}});
  Evidence newer = older;
  newer.modules[0].instance = "/opt/other/libcrypto.so.10";
  newer.modules[0].identity.version = "1.0.2k-fips 2";
  const std::vector<Change> changes = changes_between(older, newer);
  REQUIRE(kinds_of(changes) == std::vector{Kind::identity_changed});
  CHECK_FALSE(is_loss(changes[0].kind));
  CHECK(to_json(changes)["losses"] == 0);
}
