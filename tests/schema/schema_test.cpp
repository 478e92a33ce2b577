#include "tests/schema/schema.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "harness/model/errors.hpp"
#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"
#include "tests/model/sample_bench.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using nlohmann::json;

namespace {

json builtin_catalogue_json() {
  std::ifstream file(FIPSPROBE_SOURCE_DIR "/harness/certificates/catalogue.json");
  return json::parse(file);
}

json validated_builds_json() {
  std::ifstream file(FIPSPROBE_SOURCE_DIR "/docs/validated-nvrs.example.json");
  return json::parse(file);
}

// full_evidence has every member that evidence can have.
json full_evidence() {
  Evidence evidence = sample_evidence();
  evidence.kernel_algorithms.push_back({"md5", "md5-generic", "kernel", "shash", "passed", 0, false, false});
  evidence.modules[0].identity.parts = {{"/usr/lib64/libssl.so.10", std::string(64, 'b')}};
  evidence.modules[0].integrity_files = {{.file = "/usr/lib64/libcrypto.so.10",
                                          .integrity_file = "/usr/lib64/.libcrypto.so.10.hmac",
                                          .kind = "HMAC-SHA256, .hmac file",
                                          .result = IntegrityFile::Result::absent,
                                          .detail = ""}};
  evidence.modules[0].packages = PackageChecks{.why_unknown = "",
                                               .checks = {{.package = "rpm openssl-libs-1.0.2k-24.amzn2.0.3.x86_64",
                                                           .files = {"/usr/lib64/libcrypto.so.10"},
                                                           .tool = "rpm -V",
                                                           .why_unknown = "rpm is not there",
                                                           .deviations = {{"/etc/x", "S.5....T.", true, false}},
                                                           .deviations_left_out = 3,
                                                           .not_looked = {{"/usr/lib64/x", "no checksum"}}}}};
  evidence.modules[1].packages = PackageChecks{.why_unknown = "left out", .checks = {}};
  evidence.installed_crypto = InstalledCrypto{.why_unknown = "left out",
                                              .libraries = {{"/opt/libcrypto.so.1.1", "libcrypto.so.1.1", "x86_64", "", false}},
                                              .packages = {{"rpm openssl11-libs-1.1.1g-12.amzn2.x86_64", "OpenSSL 1.1.1"}},
                                              .not_searched = {"/home: Permission denied"}};
  Run& run = evidence.modules[0].runs[0];
  run.fips_after["refusals"] = {FipsState::Value::off, "asked again"};
  run.sets[0].counts[OutcomeKind::crashed] = 1;
  run.sets[0].failures.push_back({"COUNT = 1", 12, "SHA-1", OutcomeKind::crashed, "00", "", "SIGSEGV"});
  run.sets[0].reasons = {{"no such hash", 4}};
  run.sets[0].drivers = {{"sha1-generic", 3}};
  run.missing_symbols = {"EVP_MAC_fetch"};
  run.restarts = 1;
  evidence.modules[1].runs[1].unavailable = "cannot be switched off";
  return to_json(measured_evidence(evidence));
}

struct Change {
  const char* pointer;
  json value;
};

json after(json document, const Change& change) {
  document[json::json_pointer(change.pointer)] = change.value;
  return document;
}

}  // namespace

TEST_CASE("evidence with every member it can have is as its schema says") {
  CHECK(schema_complaints("evidence", full_evidence()) == std::vector<std::string>{});
  CHECK(schema_complaints("evidence", to_json(sample_evidence())) == std::vector<std::string>{});
}

TEST_CASE("an assessment is as its schema says") {
  for (const char* const as_of : {"2019-01-01", "2024-01-01", "2026-11-23"}) {
    const Policy policy{.fips = FipsExpectation::automatic, .required_families = {"nss"}, .validated_builds = {}};
    CHECK(schema_complaints("assessment", to_json(assessed(sample_evidence(), policy, as_of))) == std::vector<std::string>{});
  }
}

TEST_CASE("the built-in catalogue is as its schema says") {
  CHECK(schema_complaints("catalogue", builtin_catalogue_json()) == std::vector<std::string>{});
}

TEST_CASE("the schema of evidence refuses what evidence never has") {
  for (const Change& change : {Change{"/schema", "fipsprobe/evidence/2"},
                               Change{"/extra", 1},
                               Change{"/collected_at", "yesterday"},
                               Change{"/host/os.id/value", 7},
                               Change{"/modules/0/family", "wolfssl"},
                               Change{"/modules/0/identity/sha256", "abc"},
                               Change{"/modules/0/runs/0/mode", "normal"},
                               Change{"/modules/0/runs/0/kat/ok", -1},
                               Change{"/modules/0/runs/0/fips/state", "maybe"},
                               Change{"/modules/0/runs/0/kat/sets/0/failures/0/outcome", "ok"},
                               Change{"/modules/0/integrity_files/0/result", "ok"},
                               Change{"/bench/repeats", 0},
                               Change{"/bench/extra", 1},
                               Change{"/modules/0/runs/0/bench/points/0/group", "hash"},
                               Change{"/modules/0/runs/0/bench/slopes/0/sizes", 2},
                               Change{"/modules/0/runs/0/bench/points/0/measurement/repeats/0", 0},
                               Change{"/modules/0/runs/0/bench/extra", 1},
                               Change{"/modules/0/packages/checks/0/files", json::array()},
                               Change{"/modules/0/packages/checks/0/deviations/0/what", ""},
                               Change{"/modules/0/packages/extra", 1},
                               Change{"/installed_crypto/libraries/0/in_system_folder", "yes"},
                               Change{"/installed_crypto/extra", 1},
                               Change{"/modules/1/runs/1/kat", json::object()}}) {
    INFO(change.pointer);
    CHECK_FALSE(schema_complaints("evidence", after(full_evidence(), change)).empty());
  }
}

TEST_CASE("the schema of an assessment refuses what an assessment never has") {
  const json assessment = to_json(assessed(sample_evidence()));
  const auto with_certificate =
      std::ranges::find_if(assessment.at("findings"), [](const json& finding) { return finding.contains("certificate"); });
  const std::string certified =
      "/findings/" + std::to_string(with_certificate - assessment.at("findings").begin()) + "/certificate/state";
  for (const Change& change :
       {Change{"/as_of", "2026-13-01"}, Change{"/findings/0/status", "ok"}, Change{"/findings/0/id", "FIPS"},
        Change{"/findings/0/detail", ""}, Change{"/findings/0/evidence/0", "host"}, Change{"/findings/0/score", 3},
        Change{"/summary/pass", -1}, Change{"/findings/0/commands", json::array()}, Change{certified.c_str(), "expired"}}) {
    INFO(change.pointer);
    CHECK_FALSE(schema_complaints("assessment", after(assessment, change)).empty());
  }
}

TEST_CASE("evidence with every member is read as it was written") {
  CHECK(to_json(evidence_from_json(full_evidence(), "evidence.json")) == full_evidence());
}

TEST_CASE("the example of a list of validated builds is as its schema says") {
  CHECK(schema_complaints("validated-nvrs", validated_builds_json()) == std::vector<std::string>{});
}

TEST_CASE("what the schema of validated builds refuses the reader refuses too") {
  for (const Change& change :
       {Change{"/schema", "fipsprobe/validated-nvrs/2"}, Change{"/extra", 1}, Change{"/builds", json::array()},
        Change{"/builds/0/module", "wolfssl"}, Change{"/builds/0/certificate", 0}, Change{"/builds/0/architecture", "i686"},
        Change{"/builds/0/packages", json::array()}, Change{"/builds/0/packages", {"openssl"}},
        Change{"/builds/0/packages", {"openssl-libs-1.0.2k-16.amzn2.x86_64"}}, Change{"/builds/0/packages", {"a-1-1", "a-1-1"}},
        Change{"/builds/0/files", json::object()}, Change{"/builds/0/files", {{"x.so", "abc"}}},
        Change{"/builds/0/files", {{"/usr/lib64/x.so", std::string(64, 'a')}}}, Change{"/builds/0/source", ""},
        Change{"/builds/0/nvr", "a-1-1"}, Change{"/builds/0/notes/0", 5}}) {
    INFO(change.pointer << " " << change.value);
    const json changed = after(validated_builds_json(), change);
    CHECK_FALSE(schema_complaints("validated-nvrs", changed).empty());
    CHECK_THROWS_AS(validated_builds_from_json(changed.dump(), "builds.json", builtin_catalogue()), InputError);
  }
}

TEST_CASE("what the schema of the catalogue refuses the reader refuses too") {
  for (const Change& change :
       {Change{"/schema", "fipsprobe/catalogue/9"}, Change{"/extra", 1}, Change{"/snapshot", "2026-3-29"},
        Change{"/notes/0", 5}, Change{"/sources/0/key", ""}, Change{"/products/0/os_id", ""},
        Change{"/certificates/0/number", 0}, Change{"/certificates/0/number", "3553"}, Change{"/certificates/0/level", 5},
        Change{"/certificates/0/standard", "FIPS 140-1"}, Change{"/certificates/0/validated", "2019-10-32"},
        Change{"/certificates/0/recorded/state", "expired"}, Change{"/certificates/0/recorded/origin/confidence", "certain"},
        Change{"/certificates/0/bound", 5}, Change{"/certificates/0/caveat", "text"},
        Change{"/certificates/0/applies_to/soname", "x"}, Change{"/certificates/0/page", ""},
        Change{"/certificates/3/sunset", "2025-02-18"}, Change{"/certificates/0/notes", nullptr}}) {
    INFO(change.pointer << " " << change.value.dump());
    const json catalogue = after(builtin_catalogue_json(), change);
    CHECK_FALSE(schema_complaints("catalogue", catalogue).empty());
    CHECK_THROWS_AS(catalogue_from_json(catalogue.dump(), "c.json"), InputError);
  }
}
