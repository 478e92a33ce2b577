#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "harness/model/json_place.hpp"
#include "tests/support/program.hpp"
#include "tests/support/real_module.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace fs = std::filesystem;

namespace {

// softoken_in copies Amazon Linux 2023's NSS to a folder that may be changed.
std::string softoken_in(const TemporaryFolder& folder) {
  const fs::path nss = modules_folder() / "al2023-nss";
  if (!fs::exists(nss)) SKIP("al2023-nss is not in $FIPSPROBE_MODULES");
  fs::copy(nss, folder.path());
  return (folder.path() / "libsoftokn3.so").string();
}

// finding_of assesses evidence by the command line and returns nss.integrity.
nlohmann::json finding_of(const std::string& evidence) {
  const ProgramResult result = run_fipsprobe({"assess", evidence, "--as-of", "2026-11-23", "--format", "json"});
  INFO(result.errors);
  const nlohmann::json assessment = parse_json(result.output, "assessment");
  const auto& findings = assessment.at("findings");
  const auto found =
      std::ranges::find_if(findings, [](const nlohmann::json& each) { return each.at("id") == "nss.integrity"; });
  REQUIRE(found != findings.end());
  return *found;
}

}  // namespace

TEST_CASE("selftest and assess name fipsprobe's own integrity check beside the module's") {
  const TemporaryFolder folder;
  const std::string module = "nss=" + softoken_in(folder);
  const ProgramResult text = run_fipsprobe({"selftest", "-q", "--module", module, "--mode", "fips"});
  CHECK(text.exit_code == 0);
  CHECK_THAT(text.output, ContainsSubstring("fipsprobe: " + (folder.path() / "libfreeblpriv3.so").string()));
  const std::string evidence = (folder.path() / "evidence.json").string();
  run_fipsprobe({"selftest", "-q", "--module", module, "--mode", "fips", "--format", "json", "-o", evidence});
  const nlohmann::json finding = finding_of(evidence);
  CHECK(finding.at("status") == "pass");
  CHECK_THAT(finding.at("detail").get<std::string>(),
             ContainsSubstring("integrity checks of its own passed") &&
                 ContainsSubstring("checked by fipsprobe: match: libsoftokn3.so by libsoftokn3.chk"));
}

TEST_CASE("a file that the module itself does not look at and that differs makes selftest fail") {
  const TemporaryFolder folder;
  const std::string module = "nss=" + softoken_in(folder);
  // The power-up test of the FIPS token checks libfreeblpriv3, not the stub libfreebl3.
  folder.write("libfreebl3.so", content_of(folder.path() / "libfreebl3.so") + "x");
  const std::string evidence = (folder.path() / "evidence.json").string();
  const ProgramResult result =
      run_fipsprobe({"selftest", "-q", "--module", module, "--mode", "fips", "--format", "json", "-o", evidence});
  CHECK(result.exit_code == 2);
  const nlohmann::json finding = finding_of(evidence);
  CHECK(finding.at("status") == "fail");
  CHECK_THAT(finding.at("detail").get<std::string>(),
             ContainsSubstring("although the module says otherwise: differs: libfreebl3.so by libfreebl3.chk"));
}
