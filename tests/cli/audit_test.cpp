#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/evidence.hpp"
#include "tests/support/program.hpp"
#include "tests/support/real_module.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<std::string> audit_of_openssl(const std::string& report) {
  return {"audit",
          "--profile",
          "quick",
          "--mode",
          "contrast",
          "--module",
          "openssl=" + (modules_folder() / "al2-openssl/libcrypto.so.10").string(),
          "-o",
          report};
}

}  // namespace

TEST_CASE("an audit writes a whole report folder whose manifest sha256sum confirms") {
  const TemporaryFolder folder;
  const std::string report = (folder.path() / "report").string();
  const ProgramResult result = run_fipsprobe(audit_of_openssl(report));
  INFO(result.errors);
  CHECK((result.exit_code == 0 || result.exit_code == 2 || result.exit_code == 3));
  for (const std::string name : {"evidence.json", "assessment.json", "report.html", "junit.xml", "manifest.sha256"}) {
    CHECK(std::filesystem::file_size(std::filesystem::path(report) / name) > 0);
  }
  CHECK(std::distance(std::filesystem::directory_iterator(report), {}) == 5);
  CHECK(run_program({"sh", "-c", "cd " + report + " && sha256sum --check --strict manifest.sha256"}).exit_code == 0);
  CHECK(run_fipsprobe(audit_of_openssl(report)).exit_code == result.exit_code);
}

TEST_CASE("a stored report can be assessed as of another date and rendered in every format") {
  const TemporaryFolder folder;
  const std::string report = (folder.path() / "report").string();
  run_fipsprobe(audit_of_openssl(report));
  const ProgramResult then = run_fipsprobe({"assess", report + "/evidence.json", "--as-of", "2024-01-01", "--format", "json"});
  CHECK_THAT(then.output, ContainsSubstring("\"as_of\": \"2024-01-01\""));
  for (const std::string format : {"text", "json", "html", "junit"}) {
    const ProgramResult rendered = run_fipsprobe({"report", report, "--format", format});
    CHECK(rendered.exit_code == 0);
    CHECK(rendered.output.size() > 200);
  }
}

TEST_CASE("evidence whose total is not the sum of its outcomes is not accepted") {
  const TemporaryFolder folder;
  const std::string report = (folder.path() / "report").string();
  run_fipsprobe(audit_of_openssl(report));
  nlohmann::json evidence = nlohmann::json::parse(content_of(report + "/evidence.json"));
  evidence["modules"][0]["runs"][0]["kat"]["sets"][0]["ok"] = 1000000;
  const std::string changed = folder.write("changed.json", evidence.dump());
  const ProgramResult result = run_fipsprobe({"assess", changed});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.errors, ContainsSubstring("at /modules/0/runs/0/kat/sets/0/total"));
}

TEST_CASE("a report folder that cannot be made ends with one line, and exit code 1") {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "");
  const ProgramResult result = run_fipsprobe(audit_of_openssl(file + "/report"));
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.errors, ContainsSubstring(file + "/report"));
}
