#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cctype>
#include <filesystem>
#include <regex>

#include "harness/assess/check.hpp"
#include "harness/assess/commands.hpp"
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

struct System {
  const char *id, *version, *package;
  std::vector<std::string> foreign;  // words of other systems' tools
};

// systems are those for which commands are written, each with a module's package and the tools that it does not have.
std::vector<System> systems() {
  const char* const rpm = "rpm openssl-libs-1.0.2k-24.amzn2.0.3.x86_64";
  return {{"amzn", "2", rpm, {"dnf", "apt-get", "dpkg", "fips-mode-setup"}},
          {"amzn", "2023", rpm, {"yum", "apt-get", "dpkg"}},
          {"rhel", "9.4", rpm, {"yum", "apt-get", "dpkg"}},
          {"debian", "12", "dpkg libssl3 3.0.19-1~deb12u2 amd64", {"yum", "dnf", "rpm", "grubby", "fips-mode-setup"}},
          {"ubuntu", "24.04", "dpkg libssl3t64 3.0.13-0ubuntu3 amd64", {"yum", "dnf", "rpm", "grubby", "fips-mode-setup"}}};
}

Evidence evidence_of_system(const System& system) {
  Evidence evidence = sample_evidence();
  evidence.host["os.id"] = Fact::of(system.id, "/etc/os-release");
  evidence.host["os.version_id"] = Fact::of(system.version, "/etc/os-release");
  for (ModuleEvidence& module : evidence.modules) module.identity.package = system.package;
  return evidence;
}

// commands_on returns the commands of a check on a host.
std::vector<std::string> commands_on(const Check& check, const Evidence& evidence) {
  const Policy policy;
  const Context context{evidence, builtin_catalogue(), policy, *date_from("2026-11-23")};
  const std::string family = check.id.substr(0, check.id.find('.'));
  const auto module = std::ranges::find(evidence.modules, family, &ModuleEvidence::family);
  if (module == evidence.modules.end()) return commands_for(check, context, nullptr);
  const Subject subject{*module, static_cast<std::size_t>(module - evidence.modules.begin())};
  return commands_for(check, context, &subject);
}

bool has_word(const std::string& command, const std::string& word) {
  return std::regex_search(command, std::regex("(^|[ (])" + word + "($|[ -])"));
}

}  // namespace

TEST_CASE("every finding that can fail has commands to paste, in the words of this system's tools") {
  for (const System& system : systems()) {
    const Evidence evidence = evidence_of_system(system);
    for (const Check& check : checks()) {
      INFO(system.id << " " << system.version << ": " << check.id);
      const std::vector<std::string> commands = commands_on(check, evidence);
      CHECK_FALSE(commands.empty());
      for (const std::string& command : commands) {
        INFO(command);
        for (const std::string& word : system.foreign) CHECK_FALSE(has_word(command, word));
        CHECK(run_program({"bash", "-n", "-c", command}).exit_code == 0);
      }
    }
  }
}

TEST_CASE("no command holds a placeholder that somebody must guess") {
  const std::regex guess("<[a-z]|\\.\\.\\.|\\{|DIRECTORY|RELEASE|VERSION|FILE|PACKAGE|XXX");
  for (const System& system : systems()) {
    const Evidence evidence = evidence_of_system(system);
    for (const Check& check : checks()) {
      for (const std::string& command : commands_on(check, evidence)) {
        INFO(check.id << ": " << command);
        CHECK_FALSE(std::regex_search(command, guess));
      }
    }
  }
}

TEST_CASE("what a command is filled in with is one word of the shell, or the command is left out") {
  Evidence evidence = sample_evidence();
  evidence.modules[0].identity.path = "/opt/it's $(touch x)/libcrypto.so.10";
  const Check* const check = find_check("openssl.known-answers");
  REQUIRE(check != nullptr);
  CHECK(commands_on(*check, evidence).front() == "fipsprobe kat --module openssl='/opt/it'\\''s $(touch x)/libcrypto.so.10'");
  evidence.modules[0].identity.path = "/opt/two\nlines";
  evidence.modules[0].identity.package.clear();
  CHECK(commands_on(*check, evidence).empty());
}

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
    if (topic == "self-tests" || topic == "integrity" || topic == "known-answers" || topic == "refusals" || topic == "package")
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
