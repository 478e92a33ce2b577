#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <filesystem>
#include <regex>

#include "harness/assess/check.hpp"
#include "harness/assess/expectations.hpp"
#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"
#include "tests/support/program.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

TEST_CASE("findings.json has exactly the ids that assess can give") {
  std::vector<std::string> in_data;
  for (const Check& check : checks()) in_data.push_back(check.id);
  std::vector<std::string> in_code = emitted_ids();
  std::sort(in_data.begin(), in_data.end());
  std::sort(in_code.begin(), in_code.end());
  CHECK(in_data == in_code);
  CHECK(std::ranges::adjacent_find(in_data) == in_data.end());
}

TEST_CASE("every id that assess gives on a host is one that it says it can give") {
  const std::vector<std::string> ids = emitted_ids();
  for (const Finding& finding : assessed(sample_evidence()).findings) {
    INFO(finding.id);
    CHECK(std::ranges::find(ids, finding.id) != ids.end());
  }
}

TEST_CASE("every check has its prose and a dotted id") {
  for (const Check& check : checks()) {
    INFO(check.id);
    CHECK(std::regex_match(check.id, std::regex("[a-z]+\\.[a-z]+(-[a-z]+)*")));
    for (const std::string* const prose : {&check.label, &check.title, &check.success, &check.failure, &check.remediation}) {
      CHECK_FALSE(prose->empty());
    }
    CHECK(check.label.size() <= 15);
  }
}

TEST_CASE("each statement has its own findings, and no finding speaks of two") {
  for (const Check& check : checks()) {
    INFO(check.id);
    const std::string topic = check.id.substr(check.id.find('.') + 1);
    Statement expected = Statement::host;
    if (topic == "fips-mode") expected = Statement::fips_mode;
    if (topic == "self-tests" || topic == "integrity" || topic == "known-answers" || topic == "refusals")
      expected = Statement::module_works;
    if (topic == "validated-build") expected = Statement::validated_build;
    if (topic == "certificate") expected = Statement::certificate;
    CHECK(check.statement == expected);
  }
}

TEST_CASE("no data file and no schema holds the word that is never printed") {
  const std::string word = std::string("compl") + "iant";
  std::size_t files = 0;
  for (const char* const folder : {"harness", "docs/schema"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(FIPSPROBE_SOURCE_DIR) / folder)) {
      if (!entry.is_regular_file()) continue;
      ++files;
      INFO(entry.path());
      CHECK(lower_case(content_of(entry.path())).find(word) == std::string::npos);
    }
  }
  CHECK(files > 20);
}

TEST_CASE("the expectations of modules name their source") {
  for (const KnownOperations& rule : expectations().must_refuse) CHECK_FALSE(rule.source.empty());
  for (const KnownOperations& rule : expectations().known_to_do) CHECK_FALSE(rule.source.empty());
  for (const PowerUpFailure& failure : expectations().power_up_failures) {
    CHECK_FALSE(failure.source.empty());
    CHECK((failure.topic == "self-tests" || failure.topic == "integrity"));
  }
}
