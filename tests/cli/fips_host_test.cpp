#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/evidence.hpp"
#include "tests/support/fake_host.hpp"
#include "tests/support/real_module.hpp"

// What real modules do on a host whose kernel flag and /etc/system-fips agree or disagree.
using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string module_of(const std::string& family, const std::string& file) {
  return family + "=" + (modules_folder() / file).string();
}

FipsState::Value as_found(const Evidence& evidence, const std::string& family) {
  const Run& run = run_of(evidence, family, Mode::as_found);
  INFO(family << ": " << run.unavailable << run.fips.how);
  REQUIRE(run.unavailable.empty());
  return run.fips.value;
}

std::vector<std::string> status_of_al2_modules() {
  return {"status",
          "--module",
          module_of("openssl", "al2-openssl/libcrypto.so.10"),
          "--module",
          module_of("libgcrypt", "al2-libgcrypt/libgcrypt.so.11"),
          "--module",
          module_of("nss", "al2023-nss/libsoftokn3.so")};
}

}  // namespace

TEST_CASE("with the kernel flag on and /etc/system-fips there, every module starts in FIPS mode") {
  const Evidence evidence = evidence_on({.fips_enabled = "1", .system_fips = true}, status_of_al2_modules());
  CHECK(as_found(evidence, "openssl") == FipsState::Value::on);
  CHECK(as_found(evidence, "libgcrypt") == FipsState::Value::on);
  CHECK(as_found(evidence, "nss") == FipsState::Value::on);
}

TEST_CASE("with the kernel flag on and no /etc/system-fips, OpenSSL 1.0.2k alone stays off") {
  const Evidence evidence = evidence_on({.fips_enabled = "1", .system_fips = false}, status_of_al2_modules());
  CHECK(as_found(evidence, "openssl") == FipsState::Value::off);
  CHECK(as_found(evidence, "libgcrypt") == FipsState::Value::on);
  CHECK(as_found(evidence, "nss") == FipsState::Value::on);
}

TEST_CASE("with the kernel flag off, every module starts with FIPS mode off") {
  const Evidence evidence = evidence_on({.fips_enabled = "0", .system_fips = true}, status_of_al2_modules());
  CHECK(as_found(evidence, "openssl") == FipsState::Value::off);
  CHECK(as_found(evidence, "libgcrypt") == FipsState::Value::off);
  CHECK(as_found(evidence, "nss") == FipsState::Value::off);
}

TEST_CASE("verify says yes on a host in FIPS mode and names each difference on one that is not") {
  std::vector<std::string> words = status_of_al2_modules();
  words[0] = "verify";
  words.insert(words.end(), {"--expect", "on"});
  CHECK(run_on({.fips_enabled = "1", .system_fips = true}, words).exit_code == 0);

  const ProgramResult half = run_on({.fips_enabled = "1", .system_fips = false}, words);
  CHECK(half.exit_code == 2);
  CHECK_THAT(half.output, ContainsSubstring("libcrypto.so.10: expected on, is off"));

  const ProgramResult off = run_on({.fips_enabled = "0", .system_fips = true}, words);
  CHECK(off.exit_code == 2);
  CHECK_THAT(off.output, ContainsSubstring("kernel flag: expected on, is off"));
}

TEST_CASE("a library without its .hmac file on a FIPS host aborts at load, and the program says so") {
  const TemporaryFolder folder;
  for (const std::string name : {"libcrypto.so.10", "libssl.so.10", "libcrypto.so.1.0.2k", "libssl.so.1.0.2k"}) {
    std::filesystem::copy(modules_folder() / "al2-openssl" / name, folder.path() / name);
  }
  const std::string module = "openssl=" + (folder.path() / "libcrypto.so.10").string();
  const Evidence evidence = evidence_on({.fips_enabled = "1", .system_fips = true}, {"status", "--module", module});
  const Run& run = run_of(evidence, "openssl", Mode::as_found);
  CHECK_THAT(run.unavailable, ContainsSubstring("SIGABRT when the module was loaded"));
  CHECK_THAT(run.diagnostics, ContainsSubstring("FATAL FIPS SELFTEST FAILURE"));
}

TEST_CASE("an audit finds that another file stands in for the kernel's flag") {
  const TemporaryFolder folder;
  std::vector<std::string> words = status_of_al2_modules();
  words[0] = "audit";
  const std::string report = (folder.path() / "report").string();
  words.insert(words.end(), {"--profile", "quick", "-o", report});
  const ProgramResult result = run_on({.fips_enabled = "1", .system_fips = true}, words);
  INFO(result.errors);
  CHECK(result.exit_code == 2);
  CHECK_THAT(content_of(report + "/assessment.json"), ContainsSubstring("host.fips-flag-mount"));
  const ProgramResult again = run_fipsprobe({"assess", report + "/evidence.json"});
  CHECK(again.exit_code == 2);
}
