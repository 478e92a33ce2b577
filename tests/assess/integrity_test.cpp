#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <nlohmann/json.hpp>

#include "harness/model/errors.hpp"
#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

using Result = IntegrityFile::Result;

IntegrityFile libcrypto(Result result, std::string detail = {}) {
  return {.file = "/usr/lib64/libcrypto.so.10",
          .integrity_file = "/usr/lib64/.libcrypto.so.10.hmac",
          .kind = "HMAC-SHA256, .hmac file",
          .result = result,
          .detail = std::move(detail)};
}

// integrity_finding is of the sample's OpenSSL, whose own integrity check passed in both runs.
Finding integrity_finding(const std::vector<IntegrityFile>& files, const std::function<void(ModuleEvidence&)>& change = {}) {
  Evidence evidence = sample_evidence();
  evidence.modules[0].integrity_files = files;
  if (change) change(evidence.modules[0]);
  return found(assessed(evidence), "openssl.integrity");
}

void without_own_check(ModuleEvidence& module) {
  for (Run& run : module.runs) run.self_tests.pop_back();
}

void with_failing_own_check(ModuleEvidence& module) {
  module.runs[0].self_tests[1] = {"integrity of the file", SelfTestResult::Value::fail, "fingerprint does not match"};
}

}  // namespace

TEST_CASE("a match beside the module's own check passes, and both are named") {
  const Finding finding = integrity_finding({libcrypto(Result::match, "HMAC-SHA256 computed 00")});
  CHECK(finding.status == Status::pass);
  CHECK(finding.detail ==
        "2 integrity checks of its own passed; checked by fipsprobe: match: libcrypto.so.10 by .libcrypto.so.10.hmac");
  CHECK(finding.evidence == std::vector<std::string>{"/modules/0/integrity_files/0", "/modules/0/runs/0/self_tests/1",
                                                     "/modules/0/runs/1/self_tests/1"});
}

TEST_CASE("a file that differs fails although the module's own check passes") {
  const Finding finding = integrity_finding({libcrypto(Result::differs, "it says 00, HMAC-SHA256 computed 11")});
  CHECK(finding.status == Status::fail);
  CHECK(finding.required);
  CHECK(finding.detail ==
        "checked by fipsprobe, although the module says otherwise: differs: libcrypto.so.10 by .libcrypto.so.10.hmac: it says "
        "00, HMAC-SHA256 computed 11; 2 integrity checks of its own passed");
  CHECK(finding.evidence.front() == "/modules/0/integrity_files/0");
}

TEST_CASE("a file that differs and a module that says so fail, and both are named") {
  const Finding finding = integrity_finding({libcrypto(Result::differs, "it says 00")}, with_failing_own_check);
  CHECK(finding.status == Status::fail);
  CHECK(finding.detail ==
        "checked by fipsprobe: differs: libcrypto.so.10 by .libcrypto.so.10.hmac: it says 00; integrity checks of its own "
        "failed: integrity of the file (run as_found): fingerprint does not match");
}

TEST_CASE("a match does not excuse a module whose own check fails") {
  const Finding finding = integrity_finding({libcrypto(Result::match)}, with_failing_own_check);
  CHECK(finding.status == Status::fail);
  CHECK(finding.detail ==
        "integrity checks of its own failed: integrity of the file (run as_found): fingerprint does not match; checked by "
        "fipsprobe: match: libcrypto.so.10 by .libcrypto.so.10.hmac");
}

TEST_CASE("a match alone is no self-test: the finding stays unknown and says it") {
  const Finding finding = integrity_finding({libcrypto(Result::match)}, without_own_check);
  CHECK(finding.status == Status::unknown);
  CHECK(finding.detail ==
        "the module lets a caller run no integrity checks of its own; checked by fipsprobe: match: libcrypto.so.10 by "
        ".libcrypto.so.10.hmac");
  const Finding differs = integrity_finding({libcrypto(Result::differs, "it says 00")}, without_own_check);
  CHECK(differs.status == Status::fail);
}

TEST_CASE("a checksum file that is absent or cannot be read is said, and changes no verdict") {
  const Finding absent = integrity_finding({libcrypto(Result::absent, "the module has the key of such a file in it")});
  CHECK(absent.status == Status::pass);
  CHECK(absent.detail ==
        "2 integrity checks of its own passed; checked by fipsprobe: absent: libcrypto.so.10 by .libcrypto.so.10.hmac: the "
        "module has the key of such a file in it");
  const Finding unknown = integrity_finding({libcrypto(Result::match), libcrypto(Result::unknown, "Permission denied")});
  CHECK(unknown.status == Status::pass);
  CHECK(unknown.detail ==
        "2 integrity checks of its own passed; checked by fipsprobe: match: libcrypto.so.10 by .libcrypto.so.10.hmac; unknown: "
        "libcrypto.so.10 by .libcrypto.so.10.hmac: Permission denied");
}

TEST_CASE("a MAC inside the file is called so, and many files are counted and pointed at together") {
  const IntegrityFile inside{.file = "/usr/lib64/ossl-modules/fips.so",
                             .integrity_file = "/usr/lib64/ossl-modules/fips.so",
                             .kind = "HMAC-SHA256, inside the file",
                             .result = Result::match,
                             .detail = {}};
  CHECK(integrity_finding({inside}).detail ==
        "2 integrity checks of its own passed; checked by fipsprobe: match: fips.so by the MAC inside it");
  const Finding many = integrity_finding(std::vector<IntegrityFile>(9, inside));
  CHECK(many.detail.ends_with("fips.so by the MAC inside it; and 5 more"));
  CHECK(many.evidence.front() == "/modules/0/integrity_files");
}

TEST_CASE("evidence keeps integrity files, and evidence without them still reads") {
  Evidence evidence = sample_evidence();
  evidence.modules[0].integrity_files = {libcrypto(Result::differs, "it says 00")};
  nlohmann::json json = to_json(evidence);
  const Evidence read = evidence_from_json(json, "evidence");
  REQUIRE(read.modules[0].integrity_files.size() == 1);
  CHECK(read.modules[0].integrity_files[0].result == Result::differs);
  CHECK(read.modules[0].integrity_files[0].integrity_file == "/usr/lib64/.libcrypto.so.10.hmac");
  CHECK(to_json(read) == json);
  for (nlohmann::json& module : json["modules"]) module.erase("integrity_files");
  CHECK(evidence_from_json(json, "evidence").modules[0].integrity_files.empty());
  json["modules"][0]["integrity_files"] = {
      {{"file", "a"}, {"integrity_file", "b"}, {"kind", "c"}, {"result", "ok"}, {"detail", ""}}};
  CHECK_THROWS_AS(evidence_from_json(json, "evidence"), InputError);
}
