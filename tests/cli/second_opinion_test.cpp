#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/evidence.hpp"
#include "tests/support/program.hpp"
#include "tests/support/real_module.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

// write_signing_task writes an ACVP set that asks for three signatures with a key of the module's own. The answers are those of
// another implementation, so only their form matters.
std::string write_signing_task(const TemporaryFolder& folder) {
  const std::string head = R"({"vsId": 1, "algorithm": "ECDSA", "mode": "sigGen", "revision": "1.0", "isSample": true,)";
  folder.write("set/prompt.json", head + R"( "testGroups": [{"tgId": 1, "testType": "AFT", "curve": "P-256",
    "hashAlg": "SHA2-256", "componentTest": false,
    "tests": [{"tcId": 1, "message": "00"}, {"tcId": 2, "message": "01"}, {"tcId": 3, "message": "02"}]}]})");
  folder.write("set/expectedResults.json", head + R"( "testGroups": [{"tgId": 1, "qx": "01", "qy": "02",
    "tests": [{"tcId": 1, "r": "01", "s": "01"}, {"tcId": 2, "r": "01", "s": "01"}, {"tcId": 3, "r": "01", "s": "01"}]}]})");
  return (folder.path() / "set").string();
}

const KatSet& only_set(const Evidence& evidence) {
  const Run& run = run_of(evidence, "openssl", Mode::contrast);
  REQUIRE(run.sets.size() == 1);
  return run.sets[0];
}

}  // namespace

TEST_CASE("a signature that a module makes and accepts is a mismatch when a module of another family rejects it") {
  const TemporaryFolder folder;
  const std::string oracle = (modules_folder() / "debian12-nss" / "libsoftokn3.so").string();
  const std::string faulty = std::string(FIPSPROBE_FAULTS) + "/wrong_signatures.so";
  const Evidence evidence = evidence_of({"kat", "--module", "openssl=" + faulty, "--module", "nss=" + oracle, "--mode",
                                         "contrast", "--vectors", write_signing_task(folder)});
  const KatSet& set = only_set(evidence);
  CHECK(set.counts[OutcomeKind::mismatch] == 3);
  CHECK(set.counts.total() == 3);
  REQUIRE(set.second_opinion);
  CHECK(set.second_opinion->disagreed == 3);
  CHECK(set.second_opinion->by == oracle);
  REQUIRE(set.failures.size() == 3);
  CHECK_THAT(set.failures[0].detail, ContainsSubstring(faulty) && ContainsSubstring(oracle));
}

TEST_CASE("a right signature of a fresh key is accepted by a module of another family") {
  const TemporaryFolder folder;
  const std::string module = (modules_folder() / "al2-openssl" / "libcrypto.so.10").string();
  const std::string oracle = (modules_folder() / "debian12-nss" / "libsoftokn3.so").string();
  const Evidence evidence = evidence_of({"kat", "--module", "openssl=" + module, "--module", "nss=" + oracle, "--mode",
                                         "contrast", "--vectors", write_signing_task(folder)});
  const KatSet& set = only_set(evidence);
  CHECK(set.counts[OutcomeKind::ok] == 3);
  REQUIRE(set.second_opinion);
  CHECK(set.second_opinion->produced == 3);
  CHECK(set.second_opinion->agreed == 3);
}
