#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/program.hpp"

using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

bool is_one_line(const std::string& text) { return std::ranges::count(text, '\n') == 1 && text.ends_with('\n'); }

}  // namespace

TEST_CASE("an unknown option is wrong usage: exit code 64 and the option named") {
  const ProgramResult result = run_fipsprobe({"audit", "--no-such-option"});
  CHECK(result.exit_code == 64);
  CHECK_THAT(result.errors, ContainsSubstring("--no-such-option"));
  CHECK(result.output.empty());
}

TEST_CASE("no command, an unknown command, a wrong date and an unknown family are wrong usage") {
  CHECK(run_fipsprobe({}).exit_code == 64);
  CHECK(run_fipsprobe({"conquer"}).exit_code == 64);
  CHECK(run_fipsprobe({"certificates", "list", "--as-of", "2026-02-30"}).exit_code == 64);
  CHECK(run_fipsprobe({"status", "--modules", "wolfssl"}).exit_code == 64);
  CHECK(run_fipsprobe({"status", "--module", "openssl"}).exit_code == 64);
}

TEST_CASE("a module that is not a library ends with one line that names it, and exit code 1") {
  const TemporaryFolder folder;
  const std::string file = folder.write("libcrypto.so.10", "this is no library");
  for (const std::string command : {"status", "kat", "selftest", "audit"}) {
    const ProgramResult result = run_fipsprobe({command, "--module", "openssl=" + file});
    INFO(command << ": " << result.errors);
    CHECK(result.exit_code == 1);
    CHECK_THAT(result.errors, ContainsSubstring(file + ": not a shared library"));
    CHECK(is_one_line(result.errors));
  }
}

TEST_CASE("a module file that is not there ends with one line that names it, and exit code 1") {
  const ProgramResult result = run_fipsprobe({"status", "--module", "nss=/nowhere/libsoftokn3.so"});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.errors, ContainsSubstring("/nowhere/libsoftokn3.so"));
  CHECK(is_one_line(result.errors));
}

TEST_CASE("the help of every command shows an example") {
  for (const std::string command :
       {"audit", "status", "verify", "preflight", "processes", "selftest", "kat", "assess", "report"}) {
    const ProgramResult result = run_fipsprobe({command, "--help"});
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.output, ContainsSubstring("Example:\n  fipsprobe " + command));
  }
  CHECK_THAT(run_fipsprobe({"certificates", "list", "--help"}).output,
             ContainsSubstring("Example:\n  fipsprobe certificates list"));
}

TEST_CASE("a broken evidence file ends with the place in it, and exit code 1") {
  const TemporaryFolder folder;
  const std::string syntax = folder.write("syntax.json", "{\n\"schema\": \"fipsprobe/evidence/1\",\n oops }");
  CHECK_THAT(run_fipsprobe({"assess", syntax}).errors, ContainsSubstring(syntax + ":3: "));
  const std::string schema = folder.write("schema.json", R"({"schema": "fipsprobe/evidence/9"})");
  const ProgramResult result = run_fipsprobe({"assess", schema});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.errors, ContainsSubstring("at /schema"));
  CHECK(run_fipsprobe({"assess", folder.path().string()}).exit_code == 1);
}
