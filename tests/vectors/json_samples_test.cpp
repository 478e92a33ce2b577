#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/program.hpp"
#include "tests/vectors/vector_text.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

namespace fs = std::filesystem;

fs::path samples() {
  const char* const folder = std::getenv("FIPSPROBE_SAMPLES");
  if (folder == nullptr) SKIP("FIPSPROBE_SAMPLES names no folder of sample vectors");
  return folder;
}

nlohmann::json set_in(const fs::path& file) {
  nlohmann::json set = nlohmann::json::parse(content_of(file));
  return set.is_array() ? set.back() : set;
}

std::size_t count_tests(const fs::path& file) {
  std::size_t count = 0;
  const nlohmann::json set = set_in(file);
  for (const nlohmann::json& group : set.at("testGroups")) count += group.at("tests").size();
  return count;
}

std::size_t count_rounds(const fs::path& answers) {
  std::size_t count = 0;
  const nlohmann::json set = set_in(answers);
  for (const nlohmann::json& group : set.at("testGroups")) {
    for (const nlohmann::json& test : group.at("tests")) {
      count += test.contains("resultsArray") ? test.at("resultsArray").size() : 1;
    }
  }
  return count;
}

// cases_of_a_test: some tests ask for several values.
std::size_t cases_of_a_test(const std::string& name) {
  if (name.find("tls") != std::string::npos || name.find("TLS-v1.2") != std::string::npos) return 2;
  if (name.find("ssh") != std::string::npos) return 6;
  return name.find("ikev2") != std::string::npos ? 5 : 1;
}

}  // namespace

TEST_CASE("every ACVP sample reads whole, and gives the cases that its tests are") {
  const fs::path folder = samples();
  for (const char* const part : {"acvp", "acvp-list-layout"}) {
    std::size_t sets = 0;
    for (const VectorSource& source : sources_in(folder / part).sources) {
      const fs::path answers = source.file->parent_path() / "expectedResults.json";
      if (source.file->filename() == answers.filename()) continue;  // the set whose questions could not be had
      INFO(source.name);
      // Rounds of RSA's decryption primitive of revision 1.0 have no private key, so are one case.
      const bool has_rounds = source.name.find("RSA-decryptionPrimitive-1.0") == std::string::npos;
      const std::size_t tests = has_rounds ? count_rounds(answers) : count_tests(*source.file);
      CHECK(cases_in(source).size() == tests * cases_of_a_test(source.name));
      ++sets;
    }
    CHECK(sets > 0);
  }
}

TEST_CASE("every Wycheproof sample reads whole, a case for each test") {
  const FoundSources found = sources_in(samples() / "wycheproof");
  CHECK(found.sources.size() == 50);
  for (const VectorSource& source : found.sources) {
    INFO(source.name);
    CHECK(cases_in(source).size() == count_tests(*source.file));
  }
}
