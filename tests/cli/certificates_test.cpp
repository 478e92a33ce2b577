#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/schema/schema.hpp"
#include "tests/support/program.hpp"

using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using nlohmann::json;

namespace {

json certificate_on(const std::string& number, const std::string& day, const std::vector<std::string>& more = {}) {
  std::vector<std::string> words = {"certificates", "show", number, "--as-of", day, "--format", "json"};
  words.insert(words.end(), more.begin(), more.end());
  const ProgramResult result = run_fipsprobe(words);
  INFO(result.errors);
  REQUIRE(result.exit_code == 0);
  const json value = json::parse(result.output);
  CHECK(schema_complaints("certificates", value) == std::vector<std::string>{});
  CHECK(value["as_of"] == day);
  REQUIRE(value["certificates"].size() == 1);
  return value["certificates"][0];
}

json builtin_catalogue_file() {
  std::ifstream file(FIPSPROBE_SOURCE_DIR "/harness/certificates/catalogue.json");
  return json::parse(file);
}

}  // namespace

TEST_CASE("the list says the day, the day of the CMVP list and a state with its reason for every certificate") {
  const ProgramResult text = run_fipsprobe({"certificates", "list", "--as-of", "2024-01-01"});
  CHECK(text.exit_code == 0);
  CHECK_THAT(text.output, StartsWith("State on 2024-01-01; by the CMVP list of 2026-03-29\n"));
  const ProgramResult result = run_fipsprobe({"certificates", "list", "--as-of", "2024-01-01", "--format", "json"});
  const json value = json::parse(result.output);
  CHECK(schema_complaints("certificates", value) == std::vector<std::string>{});
  CHECK(value["snapshot"] == "2026-03-29");
  CHECK(value["certificates"].size() == builtin_catalogue_file()["certificates"].size());
  for (const json& certificate : value["certificates"]) {
    CHECK_THAT(text.output, ContainsSubstring(std::to_string(certificate["number"].get<int>())));
    CHECK_FALSE(certificate["reason"].get<std::string>().empty());
  }
}

TEST_CASE("the kernel's certificate shows the one it needs with its state on the day") {
  const ProgramResult text = run_fipsprobe({"certificates", "show", "4593", "--as-of", "2025-06-01"});
  CHECK_THAT(text.output, ContainsSubstring("state         active: its sunset date is 2025-09-13"));
  CHECK_THAT(text.output,
             ContainsSubstring("needs         certificate 4565, Amazon Linux 2 NSS Cryptographic Module: historical: its "
                               "sunset date 2025-04-19 passed 43 days before 2025-06-01"));
  CHECK_THAT(text.output, ContainsSubstring("predecessor   certificate 3709, "));
  const json certificate = certificate_on("4593", "2025-06-01");
  CHECK(certificate["state"] == "active");
  REQUIRE(certificate["bound"].size() == 1);
  CHECK(certificate["bound"][0]["number"] == 4565);
  CHECK(certificate["bound"][0]["state"] == "historical");
  CHECK(certificate["predecessor"]["number"] == 3709);
  CHECK(certificate["successor"].is_null());
  CHECK(certificate_on("3709", "2025-06-01")["successor"]["number"] == 4593);
}

TEST_CASE("the sunset day is the last active one, and the FAQ's word for 4593 is explained as stale") {
  CHECK(certificate_on("4593", "2025-09-13")["state"] == "active");
  CHECK(certificate_on("4593", "2025-09-14")["state"] == "historical");
  const ProgramResult text = run_fipsprobe({"certificates", "show", "4593", "--as-of", "2026-11-23"});
  CHECK_THAT(text.output, ContainsSubstring("state         historical: "));
  CHECK_THAT(text.output,
             ContainsSubstring("The vendor's FAQ still calls this certificate active. That was true until 2025-09-13"));
}

TEST_CASE("no FIPS 140-2 certificate is active after 2026-09-21, whatever its own sunset date says") {
  json catalogue = builtin_catalogue_file();
  for (json& certificate : catalogue["certificates"]) {
    if (certificate["number"] != 4593) continue;
    certificate["sunset"]["date"] = "2028-01-01";
    certificate["recorded"]["state"] = "active";
  }
  const TemporaryFolder folder;
  const std::string file = folder.write("catalogue.json", catalogue.dump());
  CHECK(certificate_on("4593", "2026-09-21", {"--catalogue", file})["state"] == "active");
  const json after = certificate_on("4593", "2026-09-22", {"--catalogue", file});
  CHECK(after["state"] == "historical");
  CHECK_THAT(after["reason"].get<std::string>(), ContainsSubstring("the last day of FIPS 140-2 certificates, 2026-09-21"));
  const ProgramResult list = run_fipsprobe({"certificates", "list", "--as-of", "2026-09-22", "--format", "json"});
  const json listed = json::parse(list.output);
  for (const json& certificate : listed["certificates"]) {
    if (certificate["standard"] == "FIPS 140-2") CHECK(certificate["state"] == "historical");
  }
}

TEST_CASE("a revocation in a newer catalogue overrides everything, and the newer list's day is shown") {
  json catalogue = builtin_catalogue_file();
  catalogue["snapshot"] = "2026-10-01";
  for (json& certificate : catalogue["certificates"]) {
    if (certificate["number"] != 5021) continue;
    certificate["recorded"]["state"] = "revoked";
    certificate["recorded"]["on"] = "2026-10-01";
    certificate["recorded"]["since"] = "2026-09-25";
  }
  const TemporaryFolder folder;
  const std::string file = folder.write("catalogue.json", catalogue.dump());
  CHECK(certificate_on("5021", "2026-09-24", {"--catalogue", file})["state"] != "revoked");
  CHECK(certificate_on("5021", "2026-09-25", {"--catalogue", file})["state"] == "revoked");
  CHECK(certificate_on("5021", "2031-01-01", {"--catalogue", file})["state"] == "revoked");
  const ProgramResult text = run_fipsprobe({"certificates", "show", "5021", "--as-of", "2026-11-01", "--catalogue", file});
  CHECK_THAT(text.output, ContainsSubstring("by the CMVP list of 2026-10-01"));
  CHECK_THAT(text.output, ContainsSubstring("recorded      revoked in the CMVP list of 2026-10-01, since 2026-09-25"));
}

TEST_CASE("a catalogue of another form is refused with file and place, and nothing is shown") {
  const TemporaryFolder folder;
  json catalogue = builtin_catalogue_file();
  catalogue["certificates"][0]["sunsett"] = "2026-01-01";
  const std::string misspelt = folder.write("misspelt.json", catalogue.dump());
  const ProgramResult result = run_fipsprobe({"certificates", "list", "--catalogue", misspelt});
  CHECK(result.exit_code == 1);
  CHECK(result.output.empty());
  CHECK_THAT(result.errors, ContainsSubstring(misspelt + ": at /certificates/0/sunsett"));
  const std::string broken = folder.write("broken.json", "{\n\"schema\": \n");
  CHECK_THAT(run_fipsprobe({"certificates", "list", "--catalogue", broken}).errors, ContainsSubstring(broken + ":3"));
  const ProgramResult missing = run_fipsprobe({"certificates", "show", "9999"});
  CHECK(missing.exit_code == 1);
  CHECK_THAT(missing.errors, ContainsSubstring("the catalogue of 2026-03-29 has no certificate 9999"));
}
