#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/evidence.hpp"
#include "tests/vm/guest.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("Without algif_aead the kernel's AEADs are not available, never a failure, and the reason says what keeps it away") {
  struct Way {
    std::string append, command, reason;
  };
  for (const Way& way :
       {Way{"", "rm /lib/modules/*/kernel/crypto/algif_aead.ko; ", "its file was removed"},
        Way{"module_blacklist=algif_aead", "", "command line: module_blacklist=algif_aead (as the mitigation of"}}) {
    const GuestRun guest = run_in_guest(
        {"--fips", "1", "--append", way.append, "--program", FIPSPROBE_BINARY, "--file",
         FIPSPROBE_SOURCE_DIR "/kat-vectors/wycheproof/aes_gcm_test.json=/vectors/aes_gcm_test.json"},
        {"sh", "-c",
         way.command + "exec fipsprobe kat --vectors /vectors --modules kernel --mode fips --format json -o /output/kat.json"});
    const Evidence evidence = evidence_from(guest, "kat.json");
    const Run& run = run_of(evidence, "kernel", Mode::fips);
    REQUIRE(run.sets.size() == 1);
    const KatSet& gcm = run.sets.front();
    CHECK(gcm.counts[OutcomeKind::not_available] > 0);
    CHECK(gcm.counts[OutcomeKind::error] == 0);
    CHECK(gcm.counts[OutcomeKind::ok] == 0);
    CHECK(std::ranges::any_of(gcm.reasons,
                              [&](const auto& reason) { return reason.first.find(way.reason) != std::string::npos; }));
  }
}

TEST_CASE("The kernel probe's own tests pass in a kernel started with fips=1 and with fips=0") {
  for (const std::string fips : {"1", "0"}) {
    const GuestRun guest = run_in_guest({"--fips", fips, "--program", FIPSPROBE_REAL_MODULE_TESTS},
                                        {"test_real-modules", "-#",
                                         "[#kernel_test],[#kernel_services_test],[#kernel_random_test],[#kernel_bulk_test],"
                                         "[#kernel_interface_test],[#kernel_prepared_test]"});
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

TEST_CASE("run-guest tells a guest that panics from one that ends without a result and one that is not done in time") {
  const TemporaryFolder folder;
  const auto run = [&](const std::vector<std::string>& options, const std::string& command) {
    std::vector<std::string> words = {FIPSPROBE_VM_TESTS "/run-guest", "--output", folder.path().string()};
    words.insert(words.end(), options.begin(), options.end());
    words.insert(words.end(), {"--", "sh", "-c", command});
    return run_program(words);
  };
  const ProgramResult died = run({}, "echo c >/proc/sysrq-trigger");
  if (died.exit_code == 77) SKIP(died.errors);
  CHECK(died.exit_code == 123);
  CHECK_THAT(died.errors, ContainsSubstring("the kernel panicked: sysrq triggered crash"));
  const ProgramResult silent = run({}, "poweroff -f");
  CHECK(silent.exit_code == 125);
  CHECK_THAT(silent.errors, ContainsSubstring("no whole result"));
  const ProgramResult slow = run({"--timeout", "20"}, "sleep 1000");
  CHECK(slow.exit_code == 124);
}
