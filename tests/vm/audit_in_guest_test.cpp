#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstdlib>
#include <filesystem>

#include "tests/support/evidence.hpp"
#include "tests/vm/guest.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

// Debian 12's own kernel and libraries, really started with fips=1 and with fips=0.
namespace {

Evidence audit_in_guest(const std::string& fips) {
  const GuestRun guest =
      run_in_guest({"--fips", fips, "--timeout", "300", "--program", FIPSPROBE_BINARY},
                   {"fipsprobe", "audit", "--profile", "quick", "--modules", "kernel", "-o", "/output/report"});
  return evidence_from(guest, "report/evidence.json");
}

const KatSet* set_of(const Run& run, const std::string& part_of_source) {
  const auto found =
      std::ranges::find_if(run.sets, [&](const KatSet& set) { return set.source.find(part_of_source) != std::string::npos; });
  return found == run.sets.end() ? nullptr : &*found;
}

OutcomeKind refusal_of(const Run& run, const std::string& operation) {
  const auto found = std::ranges::find(run.refusals, operation, &Refusal::operation);
  INFO(operation);
  REQUIRE(found != run.refusals.end());
  return found->outcome;
}

// check_all_answers checks that nothing the kernel answered was wrong, that something was answered at all, and prints the
// totals.
void check_all_answers(const Run& run) {
  const Counts counts = run.kat_counts();
  CAPTURE(counts[OutcomeKind::ok], counts[OutcomeKind::refused], counts[OutcomeKind::unsupported],
          counts[OutcomeKind::not_available]);
  CHECK(counts[OutcomeKind::ok] > 500);
  CHECK(counts[OutcomeKind::mismatch] == 0);
  CHECK(counts[OutcomeKind::error] == 0);
  CHECK(counts[OutcomeKind::crashed] == 0);
  CHECK(counts[OutcomeKind::timed_out] == 0);
}

const Run& check_started_with_fips(const Evidence& evidence) {
  CHECK(evidence.host.at("fips.kernel_flag").value == "1");
  CHECK(evidence.host.at("fips.kernel_flag_faked").value == "no");
  CHECK(evidence.host.at("boot.fips_argument").value == "1");
  CHECK(evidence.host.at("fips.name").value == "Linux Kernel Cryptographic API");
  CHECK(evidence.host.at("container.kind").value == "none");
  CHECK_FALSE(evidence.kernel_algorithms.empty());
  const Run& run = run_of(evidence, "kernel", Mode::fips);
  CHECK(run.fips.value == FipsState::Value::on);
  REQUIRE_FALSE(run.self_tests.empty());
  CHECK(run.self_tests.front().value == SelfTestResult::Value::pass);
  check_all_answers(run);
  CHECK(refusal_of(run, "MD5") == OutcomeKind::refused);
  CHECK(refusal_of(run, "DES-CBC encrypt") == OutcomeKind::refused);
  CHECK_THAT(run_of(evidence, "kernel", Mode::contrast).unavailable, ContainsSubstring("fips=0"));
  return run;
}

const Run& check_started_without_fips(const Evidence& evidence) {
  CHECK(evidence.host.at("fips.kernel_flag").value == "0");
  CHECK(evidence.host.at("boot.fips_argument").value == "0");
  const Run& run = run_of(evidence, "kernel", Mode::contrast);
  CHECK(run.fips.value == FipsState::Value::off);
  REQUIRE_FALSE(run.self_tests.empty());
  CHECK(run.self_tests.front().value == SelfTestResult::Value::not_run);
  check_all_answers(run);
  CHECK(refusal_of(run, "MD5") == OutcomeKind::ok);
  CHECK(refusal_of(run, "DES-CBC encrypt") == OutcomeKind::ok);
  CHECK_THAT(run_of(evidence, "kernel", Mode::fips).unavailable, ContainsSubstring("fips=1"));
  return run;
}

}  // namespace

// The one check of what the probe makes of ENOENT: whatever a kernel in FIPS mode does not do is either refused, and then the
// same kernel does it without FIPS mode, or not built, and then it does not do it there either.
TEST_CASE("A kernel started with fips=1 refuses what the same kernel started with fips=0 does, and nothing else differs") {
  const Evidence with = audit_in_guest("1");
  const Counts on = check_started_with_fips(with).kat_counts();
  const Evidence without = audit_in_guest("0");
  const Counts off = check_started_without_fips(without).kat_counts();
  CHECK(on.total() == off.total());
  CHECK(on[OutcomeKind::refused] > 0);
  CHECK(off[OutcomeKind::refused] == 0);
  CHECK(on[OutcomeKind::ok] + on[OutcomeKind::refused] == off[OutcomeKind::ok]);
  CHECK(on[OutcomeKind::unsupported] == off[OutcomeKind::unsupported]);
}

TEST_CASE("Without algif_aead the kernel's AEADs are not available, and never a failure") {
  const GuestRun guest = run_in_guest(
      {"--fips", "1", "--timeout", "300", "--program", FIPSPROBE_BINARY},
      {"sh", "-c",
       "rm /lib/modules/*/kernel/crypto/algif_aead.ko; exec fipsprobe audit --profile quick --modules kernel --mode fips "
       "-o /output/report"});
  const Evidence evidence = evidence_from(guest, "report/evidence.json");
  const KatSet* const gcm = set_of(run_of(evidence, "kernel", Mode::fips), "gcm");
  REQUIRE(gcm != nullptr);
  INFO(gcm->reasons.begin()->first);
  CHECK(gcm->counts[OutcomeKind::not_available] > 0);
  CHECK(gcm->counts[OutcomeKind::error] == 0);
  CHECK(gcm->counts[OutcomeKind::ok] == 0);
}

TEST_CASE("The kernel probe's own tests pass in a kernel started with fips=1 and with fips=0") {
  for (const std::string fips : {"1", "0"}) {
    const GuestRun guest = run_in_guest({"--fips", fips, "--program", FIPSPROBE_REAL_MODULE_TESTS},
                                        {"test_real-modules", "-#", "[#kernel_test],[#kernel_services_test]"});
    INFO(guest.text("stdout"));
    CHECK(guest.exit_code == 0);
  }
}

TEST_CASE("run-guest gives the command's exit status and brings its files back") {
  const GuestRun guest = run_in_guest(
      {"--fips", "1"}, {"sh", "-c", "cat /proc/sys/crypto/fips_enabled; echo kept >/output/file; echo no >&2; exit 7"});
  CHECK(guest.exit_code == 7);
  CHECK(guest.text("stdout") == "1\n");
  CHECK(guest.text("stderr") == "no\n");
  CHECK(guest.text("file") == "kept\n");
  CHECK_THAT(guest.text("dmesg"), ContainsSubstring("fips mode: enabled"));
}

TEST_CASE("run-guest tells a guest that dies from one that is not done in time") {
  const TemporaryFolder folder;
  const auto run = [&](const std::vector<std::string>& options, const std::string& command) {
    std::vector<std::string> words = {FIPSPROBE_RUN_GUEST, "--output", folder.path().string()};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"--", "sh", "-c", command});
    return run_program(words);
  };
  const ProgramResult died = run({}, "echo c >/proc/sysrq-trigger");
  if (died.exit_code == 77) SKIP(died.errors);
  CHECK(died.exit_code == 125);
  CHECK_THAT(died.errors, ContainsSubstring("no whole result"));
  const ProgramResult slow = run({"--timeout", "20"}, "sleep 1000");
  CHECK(slow.exit_code == 124);
}

TEST_CASE("On arm64 a kernel started with fips=1 is seen in FIPS mode") {
  const char* const program = std::getenv("FIPSPROBE_ARM64_BINARY");
  const char* const busybox = std::getenv("FIPSPROBE_ARM64_BUSYBOX");
  if (program == nullptr || busybox == nullptr) {
    SKIP("FIPSPROBE_ARM64_BINARY and FIPSPROBE_ARM64_BUSYBOX do not name a static program and a busybox built for arm64");
  }
  const GuestRun guest = run_in_guest({"--arch", "arm64", "--timeout", "300", "--program", program},
                                      {std::filesystem::path(program).filename().string(), "audit", "--profile", "quick",
                                       "--modules", "kernel", "-o", "/output/report"});
  const Evidence evidence = evidence_from(guest, "report/evidence.json");
  CHECK(evidence.host.at("architecture").value == "aarch64");
  check_started_with_fips(evidence);
}
