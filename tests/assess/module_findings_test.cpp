#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <functional>

#include "harness/model/errors.hpp"
#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

// openssl_finding gives a finding of the sample's OpenSSL after a change to its evidence.
Finding openssl_finding(const std::string& topic, const std::function<void(ModuleEvidence&)>& change,
                        const Policy& policy = {}) {
  Evidence evidence = sample_evidence();
  change(evidence.modules[0]);
  return found(assessed(evidence, policy), "openssl." + topic);
}

void nothing(ModuleEvidence&) {}

Policy expecting(FipsExpectation fips) { return {.fips = fips, .required_families = {}, .validated_builds = {}}; }

}  // namespace

TEST_CASE("FIPS mode is what the module itself says in the run as found, whatever the kernel's flag says") {
  const Finding on = openssl_finding("fips-mode", nothing);
  CHECK(on.status == Status::pass);
  CHECK(on.detail == "the module says: on (asked by the sample)");
  CHECK(on.evidence == std::vector<std::string>{"/modules/0/runs/0/fips"});
  const Finding off = openssl_finding("fips-mode", [](ModuleEvidence& m) {
    m.runs[0].fips = {FipsState::Value::off, "FIPS_mode() = 0"};
  });
  CHECK(off.status == Status::fail);
  CHECK(off.required);
  CHECK(off.detail.starts_with("the module says: off (FIPS_mode() = 0); why: "));
}

TEST_CASE("a run in another mode says nothing of FIPS mode as found") {
  const Finding finding = openssl_finding("fips-mode", [](ModuleEvidence& m) { m.runs[0].mode = Mode::fips; });
  CHECK(finding.status == Status::unknown);
}

TEST_CASE("a build without FIPS mode is left aside unless the policy asks for it") {
  const auto no_fips = [](ModuleEvidence& m) { m.runs[0].fips = {FipsState::Value::unsupported, "no FIPS_mode"}; };
  CHECK(openssl_finding("fips-mode", no_fips).status == Status::not_applicable);
  CHECK(openssl_finding("fips-mode", no_fips, expecting(FipsExpectation::on)).status == Status::fail);
  CHECK(openssl_finding("fips-mode", no_fips, expecting(FipsExpectation::off)).status == Status::pass);
}

TEST_CASE("a module in its error state fails whatever is expected") {
  const auto broken = [](ModuleEvidence& m) { m.runs[0].fips = {FipsState::Value::error, "FIPS_selftest_failed() = 1"}; };
  CHECK(openssl_finding("fips-mode", broken).status == Status::fail);
  CHECK(openssl_finding("fips-mode", broken, expecting(FipsExpectation::off)).status == Status::fail);
  const auto later = [](ModuleEvidence& m) { m.runs[0].fips_after["kat"] = {FipsState::Value::error, "error state"}; };
  CHECK(openssl_finding("fips-mode", later).status == Status::fail);
}

TEST_CASE("a module that could not be started or asked is unknown with the reason") {
  const Finding finding =
      openssl_finding("fips-mode", [](ModuleEvidence& m) { m.runs[0].unavailable = "dlopen: no such file"; });
  CHECK(finding.status == Status::unknown);
  CHECK(finding.detail == "the module could not be started: dlopen: no such file");
  CHECK(finding.evidence == std::vector<std::string>{"/modules/0/runs/0/unavailable"});
}

TEST_CASE("one self-test that fails is a failure that names the test and the run") {
  CHECK(openssl_finding("self-tests", nothing).detail == "2 self-tests passed");
  const Finding finding = openssl_finding("self-tests", [](ModuleEvidence& m) {
    m.runs[1].self_tests[0] = {"FIPS_selftest_sha1", SelfTestResult::Value::fail, "0 with FIPS mode off"};
  });
  CHECK(finding.status == Status::fail);
  CHECK(finding.detail == "self-tests failed: FIPS_selftest_sha1 (run contrast): 0 with FIPS mode off");
  CHECK(finding.evidence == std::vector<std::string>{"/modules/0/runs/1/self_tests/0"});
}

TEST_CASE("many self-tests are counted, the first few named, and their runs pointed at") {
  const Finding finding = openssl_finding("self-tests", [](ModuleEvidence& m) {
    m.runs[0].self_tests.clear();
    for (int i = 0; i < 20; ++i) m.runs[0].self_tests.push_back({"t" + std::to_string(i), SelfTestResult::Value::pass, ""});
    for (int i = 0; i < 9; ++i)
      m.runs[0].self_tests.push_back({"n" + std::to_string(i), SelfTestResult::Value::not_run, "no vector"});
  });
  CHECK(finding.status == Status::pass);
  CHECK(finding.detail ==
        "21 self-tests passed; not run: n0 (run as_found): no vector; n1 (run as_found): no vector; n2 (run as_found): no "
        "vector; "
        "n3 (run as_found): no vector; and 5 more");
  CHECK(finding.evidence == std::vector<std::string>{"/modules/0/runs/0/self_tests", "/modules/0/runs/1/self_tests"});
}

TEST_CASE("no self-test that ran is unknown") {
  const Finding none = openssl_finding("self-tests", [](ModuleEvidence& m) {
    for (Run& run : m.runs) run.self_tests.clear();
  });
  CHECK(none.status == Status::unknown);
  CHECK(none.detail == "the module lets a caller run no self-tests");
  const Finding not_run = openssl_finding("self-tests", [](ModuleEvidence& m) {
    for (Run& run : m.runs) run.self_tests = {{"POST", SelfTestResult::Value::not_run, "runs only at load"}};
  });
  CHECK(not_run.status == Status::unknown);
  CHECK(not_run.detail.starts_with("no self-tests ran: POST (run as_found): runs only at load"));
}

TEST_CASE("the integrity check is a finding of its own") {
  CHECK(openssl_finding("integrity", nothing).status == Status::pass);
  const Finding broken =
      openssl_finding("integrity", [](ModuleEvidence& m) { m.runs[0].self_tests[1].value = SelfTestResult::Value::fail; });
  CHECK(broken.status == Status::fail);
  CHECK(broken.evidence == std::vector<std::string>{"/modules/0/runs/0/self_tests/1"});
}

TEST_CASE(
    "a module that will not enter FIPS mode because its checksum is wrong fails the integrity check, not the self-tests") {
  const auto corrupted = [](ModuleEvidence& m) {
    m.runs[1].mode = Mode::fips;
    m.runs[1].unavailable =
        "FIPS_mode_set(1) = 0: error:2D06B06F:FIPS routines:FIPS_check_incore_fingerprint:fingerprint does not match";
  };
  CHECK(openssl_finding("integrity", corrupted).status == Status::fail);
  CHECK(openssl_finding("integrity", corrupted).evidence == std::vector<std::string>{"/modules/0/runs/1/unavailable"});
  CHECK(openssl_finding("self-tests", corrupted).status == Status::pass);
}

TEST_CASE("a power-up test that holds the integrity check counts for both") {
  const auto only_power_up = [](ModuleEvidence& m) {
    m.runs.resize(1);
    m.runs[0].self_tests = {{"FIPS_mode_set(1) after FIPS_mode_set(0)", SelfTestResult::Value::pass, "1"}};
  };
  CHECK(openssl_finding("self-tests", only_power_up).detail == "1 self-tests passed");
  CHECK(openssl_finding("integrity", only_power_up).detail == "1 integrity checks passed");
}

TEST_CASE("known answers pass when none is wrong; refused and unsupported cases are named") {
  const Finding finding = openssl_finding("known-answers", nothing);
  CHECK(finding.status == Status::pass);
  CHECK(finding.detail == "run as_found: 28 cases: 24 ok, 4 unsupported; run contrast: 28 cases: 24 ok, 4 unsupported");
}

TEST_CASE("any mismatch, error, crash or time-out fails the known answers and points at its set") {
  for (const OutcomeKind kind : {OutcomeKind::mismatch, OutcomeKind::error, OutcomeKind::crashed, OutcomeKind::timed_out}) {
    INFO(name_of(kind));
    const Finding finding = openssl_finding("known-answers", [&](ModuleEvidence& m) {
      m.runs[0].sets[1].counts[kind] = 1;
      m.runs[0].sets[1].failures.push_back({"COUNT = 3", 41, "SHA3-256", kind, "00", "01", ""});
    });
    CHECK(finding.status == Status::fail);
    CHECK(finding.evidence == std::vector<std::string>{"/modules/0/runs/0/kat/sets/1"});
    CHECK(finding.detail.ends_with("the first: SHA3_256.rsp COUNT = 3 (SHA3-256): " + std::string(name_of(kind))));
  }
}

TEST_CASE("a mismatch that is a known deviation is explained and still fails") {
  Evidence evidence;
  evidence.modules = {sample_module("gnutls", "libgnutls.so.30", "", "3.7.9")};
  KatSet& set = evidence.modules[0].runs[0].sets[0];
  set.counts = counts_of(10, 1);
  set.failures = {{.case_id = "[IVlen = 8] Count = 0",
                   .line = 1,
                   .operation = "AES-128-GCM encrypt",
                   .outcome = OutcomeKind::mismatch,
                   .expected = "00",
                   .actual = "01",
                   .detail = ""}};
  const Finding finding = found(assessed(evidence), "gnutls.known-answers");
  CHECK(finding.status == Status::fail);
  CHECK_THAT(finding.detail, ContainsSubstring("known deviation, 1 of 1 failures on record"));

  evidence.modules[0].identity.version = "3.8.9";
  CHECK_THAT(found(assessed(evidence), "gnutls.known-answers").detail, !ContainsSubstring("known deviation"));
}

TEST_CASE("no cases, or none that was answered, is unknown") {
  const Finding none = openssl_finding("known-answers", [](ModuleEvidence& m) {
    for (Run& run : m.runs) run.sets.clear();
  });
  CHECK(none.status == Status::unknown);
  CHECK(none.detail == "no known answers were run");
  const Finding unanswered = openssl_finding("known-answers", [](ModuleEvidence& m) {
    for (Run& run : m.runs) run.sets = {sample_set("a.rsp", "AES", counts_of(0, 0, 5))};
  });
  CHECK(unanswered.status == Status::unknown);
  CHECK(unanswered.detail.starts_with("not one case was answered in run as_found: 5 cases: 5 unsupported"));
}

TEST_CASE("what OpenSSL 3 must refuse depends on the version of its FIPS provider") {
  const auto md5_done_by = [](const std::string& provider) {
    return openssl_finding("refusals", [&](ModuleEvidence& m) {
      m.identity.version = "OpenSSL 3.0.22 25 Aug 2026";
      m.runs[0].fips.how = "providers: \"OpenSSL FIPS Provider\" version " + provider;
      m.runs[0].refusals[0].outcome = OutcomeKind::ok;
    });
  };
  CHECK(md5_done_by("3.5.9").status == Status::fail);
  CHECK(md5_done_by("3.9.0").status == Status::unknown);
}

TEST_CASE("what a version is known to refuse must be refused") {
  CHECK(openssl_finding("refusals", nothing).detail == "1 refused, 1 not in this build");
  const Finding done = openssl_finding("refusals", [](ModuleEvidence& m) { m.runs[0].refusals[0].outcome = OutcomeKind::ok; });
  CHECK(done.status == Status::fail);
  CHECK(done.detail == "done in FIPS mode, where this version is known to refuse: MD5");
  CHECK(done.evidence == std::vector<std::string>{"/modules/0/runs/0/refusals/0"});
}

TEST_CASE("what is done in FIPS mode is unknown where nothing is known of the version") {
  const Finding other = openssl_finding("refusals", [](ModuleEvidence& m) {
    m.identity.version = "OpenSSL 9.9";
    m.runs[0].refusals[0].outcome = OutcomeKind::ok;
  });
  CHECK(other.status == Status::unknown);
  const Finding off = openssl_finding("refusals", [](ModuleEvidence& m) { m.runs[0].fips.value = FipsState::Value::off; });
  CHECK(off.status == Status::unknown);
  CHECK(off.detail == "nothing was tried in FIPS mode");
}

TEST_CASE("a module that is not there is absent, unless the policy requires it") {
  Evidence evidence = sample_evidence();
  evidence.modules.erase(evidence.modules.begin() + 3);
  const Assessment assessment = assessed(evidence);
  CHECK(std::ranges::none_of(assessment.findings, [](const Finding& f) { return f.id.starts_with("gnutls."); }));
  const Policy policy{.fips = FipsExpectation::automatic, .required_families = {"gnutls", "nss"}, .validated_builds = {}};
  const Finding missing = found(assessed(evidence, policy), "gnutls.present");
  CHECK(missing.status == Status::fail);
  CHECK(missing.required);
  CHECK(missing.module.empty());
}

TEST_CASE("a family that the program does not know is an error, not a module that is passed over") {
  Evidence evidence = sample_evidence();
  evidence.modules[0].family = "wolfssl";
  CHECK_THROWS_AS(assessed(evidence), Error);
}

TEST_CASE("known deviations in cases that no validation tests are told and counted, and the finding passes") {
  Evidence evidence = sample_evidence();
  ModuleEvidence libgcrypt = sample_module("libgcrypt", "libgcrypt.so.11", "", "1.5.3");
  KatSet set = sample_set("wycheproof/rsa_pkcs1_2048_test.json", "RSA PKCS#1 v1.5 decryption", counts_of(60, 1));
  set.failures = {{.case_id = "tc 1",
                   .line = 0,
                   .operation = "RSA PKCS#1 v1.5 2048 decrypt",
                   .outcome = OutcomeKind::mismatch,
                   .expected = "accepted",
                   .actual = "rejected",
                   .detail = ""}};
  libgcrypt.runs = {sample_run(Mode::as_found, FipsState::Value::on)};
  libgcrypt.runs[0].sets = {set};
  evidence.modules = {libgcrypt};
  const Finding passing = found(assessed(evidence), "libgcrypt.known-answers");
  CHECK(passing.status == Status::pass);
  CHECK_THAT(passing.detail,
             ContainsSubstring("known deviation, 1 of 1 failures on record") && ContainsSubstring("empty message is rejected"));
  evidence.modules[0].runs[0].sets[0].failures[0].case_id = "tc 2";
  CHECK(found(assessed(evidence), "libgcrypt.known-answers").status == Status::fail);
}

TEST_CASE("what a version is known to do in FIPS mode passes and is told, what is not known of it is unknown") {
  Evidence evidence;
  evidence.modules = {sample_module("nss", "libsoftokn3.so", "", "3.112")};
  for (Run& run : evidence.modules[0].runs) run.refusals = {{"MD5", OutcomeKind::ok, ""}};
  const Finding known = found(assessed(evidence), "nss.refusals");
  CHECK(known.status == Status::pass);
  CHECK_THAT(known.detail, ContainsSubstring("1 done, as this version is known to: MD5"));
  evidence.modules[0].identity.version = "3.36";
  CHECK(found(assessed(evidence), "nss.refusals").status == Status::unknown);
}
