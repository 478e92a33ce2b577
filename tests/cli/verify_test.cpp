#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include "tests/schema/schema.hpp"
#include "tests/support/fake_host.hpp"
#include "tests/support/real_module.hpp"

// `verify` and `status` on hosts in every state, with real modules.
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

std::vector<std::string> words_with_al2_modules(std::vector<std::string> words) {
  const std::string folder = modules_folder().string();
  words.insert(words.end(), {"--module", "openssl=" + folder + "/al2-openssl/libcrypto.so.10", "--module",
                             "libgcrypt=" + folder + "/al2-libgcrypt/libgcrypt.so.11"});
  return words;
}

json verified(const FakeHost& host, int exit_code, std::vector<std::string> more = {}) {
  std::vector<std::string> words = words_with_al2_modules({"verify", "--format", "json"});
  words.insert(words.end(), more.begin(), more.end());
  const ProgramResult result = run_on(host, words);
  INFO(result.errors);
  CHECK(result.exit_code == exit_code);
  json value = json::parse(result.output);
  CHECK(schema_complaints("verify", value) == std::vector<std::string>{});
  return value;
}

}  // namespace

TEST_CASE("verify writes JSON as its schema says: no difference, one, and one that could not be seen") {
  const json on = verified({.fips_enabled = "1", .system_fips = true}, 0, {"--expect", "on"});
  CHECK(on["as_expected"] == true);
  CHECK(on["differences"].empty());
  CHECK(on["waited_seconds"] == 0);

  const json half = verified({.fips_enabled = "1", .system_fips = false}, 2, {"--expect", "on"});
  CHECK(half["as_expected"] == false);
  REQUIRE(half["differences"].size() == 1);
  CHECK_THAT(half["differences"][0]["subject"].get<std::string>(), ContainsSubstring("libcrypto.so.10"));
  CHECK(half["differences"][0]["seen"] == "off");
  CHECK(half["differences"][0]["unknown"] == false);

  const FakeHost unreadable = {.fips_enabled = "1", .system_fips = true, .setup = "rm /proc/sys/crypto/fips_enabled"};
  const ProgramResult result = run_on(unreadable, {"verify", "--modules", "kernel", "--expect", "on", "--format", "json"});
  const json value = json::parse(result.output);
  CHECK(schema_complaints("verify", value) == std::vector<std::string>{});
  CHECK(std::ranges::any_of(value["differences"], [](const json& each) { return each["unknown"] == true; }));
}

TEST_CASE("verify --expect off names each thing that is on, one line each") {
  const json off = verified({.fips_enabled = "0", .system_fips = false}, 0, {"--expect", "off"});
  CHECK(off["as_expected"] == true);
  const ProgramResult on =
      run_on({.fips_enabled = "1", .system_fips = true}, words_with_al2_modules({"verify", "--expect", "off"}));
  CHECK(on.exit_code == 2);
  CHECK(std::ranges::count(on.output, '\n') == 4);
  for (const char* const subject : {"kernel flag: expected off, is on", "libcrypto.so.10: expected off, is on",
                                    "libgcrypt.so.11: expected off, is on", "the running command line: expected off, is on"}) {
    CHECK_THAT(on.output, ContainsSubstring(subject));
  }
}

TEST_CASE("verify --wait waits for a host that is still starting, says why, and ends as soon as it is as expected") {
  const FakeHost starting = {.fips_enabled = "1", .system_fips = false, .setup = "(sleep 2; : >/etc/system-fips) &"};
  std::vector<std::string> words = words_with_al2_modules({"verify", "--expect", "on", "--wait", "30", "--format", "json"});
  const ProgramResult result = run_on(starting, words);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.errors, ContainsSubstring("waiting for up to 30 s: "));
  CHECK_THAT(result.errors, ContainsSubstring("libcrypto.so.10: expected on, is off"));
  const json value = json::parse(result.output);
  CHECK(schema_complaints("verify", value) == std::vector<std::string>{});
  CHECK(value["waited_seconds"] > 0.5);
  CHECK(value["waited_seconds"] < 25);
}

TEST_CASE("verify --wait gives up at its end with what still differs, and is silent with --quiet") {
  const ProgramResult result = run_on({.fips_enabled = "1", .system_fips = false},
                                      words_with_al2_modules({"verify", "--expect", "on", "--wait", "2", "--quiet"}));
  CHECK(result.exit_code == 2);
  CHECK(result.errors.empty());
  CHECK_THAT(result.output, ContainsSubstring("libcrypto.so.10: expected on, is off"));
}

TEST_CASE("status --timing shows the milliseconds of each part, and JSON has them") {
  const ProgramResult text = run_fipsprobe({"status", "--modules", "kernel", "--timing"});
  CHECK(text.exit_code == 0);
  for (const char* const part :
       {"modules, and beside them facts of the host", "finding modules", "all", "process", "load", "enter", "state"})
    CHECK_THAT(text.output, ContainsSubstring(part));
  const json value = json::parse(run_fipsprobe({"status", "--modules", "kernel", "--format", "json"}).output);
  CHECK(schema_complaints("evidence", value) == std::vector<std::string>{});
  CHECK(value["timing_ms"]["finding modules"] > 0);
  CHECK(value["modules"][0]["runs"][0]["start_ms"]["process"] > 0);
  CHECK_THAT(run_fipsprobe({"status", "--modules", "kernel"}).output, !ContainsSubstring("milliseconds"));
}

TEST_CASE("status names variables that decide over FIPS mode in its own environment") {
  CHECK_THAT(run_fipsprobe({"status", "--modules", "kernel"}, {{"OPENSSL_FORCE_FIPS_MODE", "1"}}).output,
             ContainsSubstring("OPENSSL_FORCE_FIPS_MODE=1"));
}
