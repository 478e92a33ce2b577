#include "harness/assess/transitions.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

Evidence evidence_that_did(const std::string& operation, FipsState::Value state = FipsState::Value::on) {
  Evidence evidence;
  ModuleEvidence module = sample_module("openssl", "libcrypto.so.10", "", "1.0.2k");
  module.runs = {sample_run(Mode::as_found, state)};
  module.runs[0].coverage = {{operation, counts_of(3)}};
  evidence.modules = {module};
  return evidence;
}

std::vector<Transition> transitions_at(const Evidence& evidence, const char* date) {
  static const Catalogue catalogue{};
  static const Policy policy{};
  return transitions_of({evidence, catalogue, policy, date_from(date).value()});
}

}  // namespace

TEST_CASE("three-key 3DES encryption is deprecated until the end of 2023 and disallowed from 2024 on") {
  const Evidence evidence = evidence_that_did("3DES-3key-CBC encrypt");
  const std::vector<Transition> before = transitions_at(evidence, "2023-12-31");
  REQUIRE(before.size() == 1);
  CHECK(before[0].state == "deprecated");
  CHECK(before[0].next == "disallowed from 2024-01-01");
  const std::vector<Transition> after = transitions_at(evidence, "2024-01-01");
  REQUIRE(after.size() == 1);
  CHECK(after[0].state == "disallowed");
  CHECK(after[0].since == "2024-01-01");
  CHECK(after[0].next.empty());
}

TEST_CASE("a transition names who did it, and whether in FIPS mode") {
  const std::vector<Transition> in_mode = transitions_at(evidence_that_did("RSA PKCS#1 v1.5 2048 SHA-1 sign"), "2026-11-24");
  REQUIRE(in_mode.size() == 1);
  CHECK(in_mode[0].algorithm == "SHA-1 in signature generation");
  REQUIRE(in_mode[0].modules.size() == 1);
  CHECK(in_mode[0].modules[0].in_fips_mode);
  const std::vector<Transition> outside =
      transitions_at(evidence_that_did("RSA PKCS#1 v1.5 2048 SHA-1 sign", FipsState::Value::off), "2026-11-24");
  REQUIRE(outside.size() == 1);
  CHECK_FALSE(outside[0].modules[0].in_fips_mode);
}

TEST_CASE("what no rule speaks of, and what was refused, is no transition") {
  CHECK(transitions_at(evidence_that_did("AES-256-GCM encrypt"), "2026-11-24").empty());
  Evidence refused = evidence_that_did("AES-256-GCM encrypt");
  refused.modules[0].runs[0].coverage[0].operation = "3DES-3key-CBC encrypt";
  refused.modules[0].runs[0].coverage[0].counts = {};
  refused.modules[0].runs[0].coverage[0].counts[OutcomeKind::refused] = 3;
  CHECK(transitions_at(refused, "2026-11-24").empty());
}

TEST_CASE("DSA, short RSA keys, short curves and SHA-1 each have their rule") {
  const auto algorithm_of = [](const std::string& operation) {
    const std::vector<Transition> found = transitions_at(evidence_that_did(operation), "2026-11-24");
    return found.empty() ? std::string("none") : found.front().algorithm;
  };
  CHECK(algorithm_of("DSA 2048 SHA-256 sign") == "DSA signature and key generation");
  CHECK(algorithm_of("DSA 2048 SHA-256 verify") == "DSA signature verification");
  CHECK(algorithm_of("RSA 1024 key generation") == "RSA and DSA signature generation below 2048 bits");
  CHECK(algorithm_of("ECDSA P-192 SHA-256 sign") == "Curves of less than 224 bits in signature generation");
  CHECK(algorithm_of("EC K-283 key generation") == "Koblitz and binary curves");
  CHECK(algorithm_of("HMAC-SHA-1") == "SHA-1 outside signatures");
  CHECK(algorithm_of("RSA 2048 key generation") == "none");
}
