#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/evidence.hpp"
#include "tests/support/program.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string fault(const std::string& name) { return std::string("openssl=") + FIPSPROBE_FAULTS + "/" + name + ".so"; }

// A SHA-256 file of 64 messages of one byte, all with the digest of the byte 00: 63 are wrong on purpose, which does not matter
// here, where only what becomes of each case is counted.
std::string sha_file(const TemporaryFolder& folder) {
  std::string text = "#  CAVS 11.0\n#  \"SHA-256 ShortMsg\" information\n\n[L = 32]\n\n";
  for (int i = 0; i < 64; ++i) {
    text += "Len = 8\nMsg = ";
    text += "0123456789abcdef"[i / 16];
    text += "0123456789abcdef"[i % 16];
    text += "\nMD = 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d\n\n";
  }
  return folder.write("SHA256ShortMsg.rsp", text);
}

}  // namespace

TEST_CASE("a module that aborts while it is loaded makes every mode unavailable, with the signal and its last words") {
  const Evidence evidence = evidence_of({"kat", "--module", fault("abort_at_load"), "--profile", "quick"});
  for (const Mode mode : kModes) {
    const Run& run = run_of(evidence, "openssl", mode);
    CHECK_THAT(run.unavailable, ContainsSubstring("SIGABRT when the module was loaded"));
    CHECK(run.diagnostics == "fault: power-up self-test failed");
  }
}

TEST_CASE("a module that hangs while it is loaded is stopped after the time limit") {
  const Evidence evidence = evidence_of({"status", "--module", fault("hang_at_load"), "--timeout", "1"});
  CHECK_THAT(run_of(evidence, "openssl", Mode::as_found).unavailable, ContainsSubstring("no progress in 1 s"));
}

TEST_CASE("a module that crashes in a case loses that case alone, and the next worker goes on behind it") {
  const TemporaryFolder folder;
  const Evidence evidence =
      evidence_of({"kat", "--module", fault("crash_in_digest"), "--mode", "contrast", "--vectors", sha_file(folder)});
  const Run& run = run_of(evidence, "openssl", Mode::contrast);
  const Counts counts = run.kat_counts();
  CHECK(counts.total() == 64);
  CHECK(counts[OutcomeKind::crashed] == 1);
  CHECK(counts[OutcomeKind::ok] == 1);
  CHECK(counts[OutcomeKind::mismatch] == 62);
  CHECK(run.restarts == 1);
  for (const KatFailure& failure : run.sets.at(0).failures) {
    if (failure.outcome != OutcomeKind::crashed) continue;
    CHECK_THAT(failure.detail, ContainsSubstring("SIGSEGV"));
    CHECK(failure.operation == "SHA-256");
    CHECK(failure.line == 6 + 39 * 4);
  }
}

TEST_CASE("a module that hangs in a case loses that case alone") {
  const TemporaryFolder folder;
  const Evidence evidence = evidence_of(
      {"kat", "--module", fault("hang_in_digest"), "--mode", "contrast", "--timeout", "1", "--vectors", sha_file(folder)});
  const Counts counts = run_of(evidence, "openssl", Mode::contrast).kat_counts();
  CHECK(counts.total() == 64);
  CHECK(counts[OutcomeKind::timed_out] == 1);
  CHECK(counts[OutcomeKind::ok] + counts[OutcomeKind::mismatch] == 63);
}
