#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/schema/schema.hpp"
#include "tests/support/program.hpp"

using namespace fipsprobe::test;
using nlohmann::json;

// What the program really writes on this machine, of the modules that are on it.
TEST_CASE("a real audit writes evidence and an assessment as their schemas say, and every pointer leads to the evidence") {
  const TemporaryFolder folder;
  const std::string report = (folder.path() / "report").string();
  const ProgramResult result = run_fipsprobe({"audit", "--profile", "quick", "-o", report});
  INFO(result.errors);
  REQUIRE((result.exit_code == 0 || result.exit_code == 2 || result.exit_code == 3));
  const json evidence = json::parse(content_of(report + "/evidence.json"));
  const json assessment = json::parse(content_of(report + "/assessment.json"));
  CHECK(schema_complaints("evidence", evidence) == std::vector<std::string>{});
  CHECK(schema_complaints("assessment", assessment) == std::vector<std::string>{});
  const ProgramResult diff = run_fipsprobe({"diff", report + "/evidence.json", report + "/evidence.json", "--format", "json"});
  CHECK(diff.exit_code == 0);
  CHECK(schema_complaints("changes", json::parse(diff.output)) == std::vector<std::string>{});
  for (const json& finding : assessment["findings"]) {
    for (const json& pointer : finding["evidence"]) {
      INFO(finding["id"] << " " << pointer);
      CHECK(evidence.contains(json::json_pointer(pointer.get<std::string>())));
    }
  }
}

TEST_CASE("a real benchmark writes evidence as its schema says") {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "bench.json").string();
  const ProgramResult result =
      run_fipsprobe({"bench", "--quick", "--repeats", "3", "--modules", "openssl,kernel", "--operations",
                     "SHA-256,RSA PKCS#1 v1.5 2048 SHA-256 sign", "--sizes", "16,1k,16k", "-o", file});
  INFO(result.errors);
  REQUIRE((result.exit_code == 0 || result.exit_code == 3));
  CHECK(schema_complaints("evidence", json::parse(content_of(file))) == std::vector<std::string>{});
}
