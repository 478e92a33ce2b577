#include <catch2/catch_test_macros.hpp>

#include "harness/assess/expectations.hpp"
#include "tests/support/evidence.hpp"
#include "tests/support/real_module.hpp"

// The built-in known answers on real modules: nothing mismatches, and nothing is lost.
using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

// is_known tells a mismatch that expectations.json explains by what no validation tests.
bool is_known(const ModuleEvidence& module, const KatSet& set, const KatFailure& failure) {
  const Deviation* const known = find_deviation(module, set, failure);
  return failure.outcome == OutcomeKind::mismatch && known != nullptr && known->is_beyond_validation;
}

void check_module(const std::string& family, const std::string& file, const std::vector<Mode>& modes) {
  const Evidence evidence =
      evidence_of({"kat", "--profile", "quick", "--module", family + "=" + (modules_folder() / file).string()});
  std::vector<std::uint64_t> totals;
  for (const Mode mode : modes) {
    const Run& run = run_of(evidence, family, mode);
    INFO(file << " " << name_of(mode) << ": " << run.unavailable << " " << run.diagnostics);
    REQUIRE(run.unavailable.empty());
    const Counts counts = run.kat_counts();
    std::uint64_t known = 0;
    for (const KatSet& set : run.sets) {
      for (const KatFailure& failure : set.failures) {
        if (is_known(evidence.modules.at(0), set, failure)) {
          ++known;
          continue;
        }
        UNSCOPED_INFO(set.source << ":" << failure.line << ": " << name_of(failure.outcome) << " " << failure.operation << ": "
                                 << failure.detail);
      }
    }
    CHECK(counts[OutcomeKind::ok] > 1000);
    CHECK(counts[OutcomeKind::mismatch] == known);
    CHECK(counts[OutcomeKind::error] == 0);
    CHECK(counts[OutcomeKind::crashed] == 0);
    CHECK(counts[OutcomeKind::timed_out] == 0);
    totals.push_back(counts.total());
  }
  for (const std::uint64_t total : totals) CHECK(total == totals.front());
}

}  // namespace

TEST_CASE("Amazon Linux 2's OpenSSL 1.0.2k passes in FIPS mode and in contrast") {
  skip_without_dlmopen();
  check_module("openssl", "al2-openssl/libcrypto.so.10", {Mode::as_found, Mode::fips, Mode::contrast});
}

TEST_CASE("Amazon Linux 2's libgcrypt 1.5 passes in FIPS mode and in contrast") {
  check_module("libgcrypt", "al2-libgcrypt/libgcrypt.so.11", {Mode::as_found, Mode::fips, Mode::contrast});
}

TEST_CASE("Amazon Linux 2023's NSS passes in FIPS mode and in contrast") {
  check_module("nss", "al2023-nss/libsoftokn3.so", {Mode::as_found, Mode::fips, Mode::contrast});
}

TEST_CASE("Debian's OpenSSL 3, libgcrypt 1.10 and NSS pass") {
  check_module("openssl", "debian12-openssl/libcrypto.so.3", {Mode::as_found, Mode::contrast});
  check_module("libgcrypt", "debian12-libgcrypt/libgcrypt.so.20", {Mode::as_found, Mode::fips, Mode::contrast});
  check_module("nss", "debian12-nss/libsoftokn3.so", {Mode::as_found, Mode::fips, Mode::contrast});
}

// GnuTLS 3.7.9 takes a GCM nonce of another size than 96 bits without complaint and gives a wrong result where its accelerated
// code serves the cipher; GNUTLS_CPUID_OVERRIDE=0x1 switches that code off. harness/assess/expectations.json has it as a
// deviation.
TEST_CASE(
    "Debian's GnuTLS is wrong only in GCM with a nonce that is not 96 bits, and not at all without its accelerated code") {
  const std::string module = "gnutls=" + (modules_folder() / "debian12-gnutls/libgnutls.so.30").string();
  const std::vector<std::string> words = {"kat", "--profile", "quick", "--mode", "as_found", "--module", module};
  const Evidence accelerated = evidence_of(words);
  for (const KatSet& set : run_of(accelerated, "gnutls", Mode::as_found).sets) {
    for (const KatFailure& failure : set.failures) {
      INFO(set.source << ":" << failure.line << ": " << failure.case_id << " " << failure.detail);
      if (is_known(accelerated.modules.at(0), set, failure)) continue;
      CHECK(failure.outcome == OutcomeKind::mismatch);
      CHECK(set.algorithm.find("GCM") != std::string::npos);
      CHECK(failure.case_id.find("[IVlen = 96]") == std::string::npos);
    }
  }
  const Evidence generic = evidence_of(words, {{"GNUTLS_CPUID_OVERRIDE", "0x1"}});
  const Run& run = run_of(generic, "gnutls", Mode::as_found);
  CHECK(run.kat_counts()[OutcomeKind::ok] > 1000);
  for (const KatSet& set : run.sets) {
    for (const KatFailure& failure : set.failures) {
      INFO(set.source << ": " << failure.case_id << " " << failure.operation);
      CHECK(is_known(generic.modules.at(0), set, failure));
    }
  }
}
