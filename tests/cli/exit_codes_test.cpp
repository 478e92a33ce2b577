#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/fake_host.hpp"
#include "tests/support/program.hpp"
#include "tests/support/real_module.hpp"

// Each exit code of the commands that scripts rely on, each from a real state: real modules on this machine or on a host whose
// FIPS state is set in a mount namespace.
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

struct ExitCase {
  const char* state;
  std::vector<std::string> words;
  int code;
  const char* says;  // in what is written, output or errors
};

void check(const ExitCase& each, const ProgramResult& result) {
  INFO(each.state);
  INFO(result.output << result.errors);
  CHECK(result.exit_code == each.code);
  CHECK_THAT(result.output + result.errors, ContainsSubstring(each.says));
}

std::string al2_openssl() { return "openssl=" + (modules_folder() / "al2-openssl/libcrypto.so.10").string(); }

}  // namespace

TEST_CASE("status: 0 when it could look, 1 when it could not, 64 for wrong usage") {
  const TemporaryFolder folder;
  const std::string no_library = folder.write("libcrypto.so.10", "text");
  for (const ExitCase& each : {
           ExitCase{"it can look", {"status", "--modules", "kernel"}, 0, "kernel flag"},
           ExitCase{"a module is no library", {"status", "--module", "openssl=" + no_library}, 1, "not a shared library"},
           ExitCase{
               "the result cannot be written", {"status", "--modules", "kernel", "-o", "/nowhere/f"}, 1, "cannot be written"},
           ExitCase{"no such family", {"status", "--modules", "wolfssl"}, 64, "the families are"},
       }) {
    check(each, run_fipsprobe(each.words));
  }
}

TEST_CASE("processes: 0 when it could look, 1 when the result cannot be written, 64 for wrong usage") {
  check({"it can look", {}, 0, "processes: "}, run_fipsprobe({"processes"}));
  check({"no such folder", {}, 1, "cannot be written"}, run_fipsprobe({"processes", "-o", "/nowhere/f"}));
  check({"no such format", {}, 64, "--format"}, run_fipsprobe({"processes", "--format", "yaml"}));
}

TEST_CASE("verify: 0, 1, 2, 3 and 64") {
  const std::vector<std::string> on = {"verify", "--expect", "on", "--module", al2_openssl()};
  check({"flag 1, /etc/system-fips there", {}, 0, "FIPS mode is on everywhere"},
        run_on({.fips_enabled = "1", .system_fips = true}, on));
  check({"flag 1, no /etc/system-fips", {}, 2, "expected on, is off"}, run_on({.fips_enabled = "1", .system_fips = false}, on));
  const FakeHost unread = {.fips_enabled = "1", .system_fips = true, .setup = "mkdir -p /etc/kernel/cmdline"};
  check({"the boot loader's configuration cannot be read", {}, 3, "expected on, is unknown"}, run_on(unread, on));
  check({"a module is not there", {}, 1, "/nowhere/libcrypto.so.10"},
        run_fipsprobe({"verify", "--expect", "on", "--module", "openssl=/nowhere/libcrypto.so.10"}));
  check({"nothing is expected", {}, 64, "--expect"}, run_fipsprobe({"verify"}));
}

TEST_CASE("audit: 1, 2, 3 and 64") {
  const TemporaryFolder folder;
  const auto audit = [&](std::vector<std::string> more) {
    std::vector<std::string> words = {"audit", "--profile", "quick", "-q", "-o", (folder.path() / "report").string()};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  };
  check({"FIPS mode is on where it should be off", {}, 2, "required finding"},
        run_on({.fips_enabled = "1", .system_fips = true}, audit({"--module", al2_openssl(), "--expect", "off"})));
  check({"the kernel has no FIPS flag, or no interface to ask it", {}, 3, "No required finding fails"},
        run_fipsprobe(audit({"--modules", "kernel", "--expect", "off"})));
  check({"the report cannot be written", {}, 1, "/proc/report"},
        run_fipsprobe({"audit", "--profile", "quick", "-q", "--modules", "kernel", "-o", "/proc/report"}));
  check({"no such profile", {}, 64, "--profile"}, run_fipsprobe({"audit", "--profile", "huge"}));
}

TEST_CASE("certificates: 0, 1 and 64") {
  const TemporaryFolder folder;
  const std::string no_catalogue = folder.write("catalogue.json", "{}");
  check({"one that is there", {}, 0, "historical"}, run_fipsprobe({"certificates", "show", "4593", "--as-of", "2026-11-23"}));
  check({"one that is not there", {}, 1, "no certificate 1"}, run_fipsprobe({"certificates", "show", "1"}));
  check({"no catalogue", {}, 1, no_catalogue.c_str()}, run_fipsprobe({"certificates", "list", "--catalogue", no_catalogue}));
  check({"no such day", {}, 64, "YYYY-MM-DD"}, run_fipsprobe({"certificates", "list", "--as-of", "2026-02-30"}));
}
