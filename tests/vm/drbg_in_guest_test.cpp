#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/evidence.hpp"
#include "tests/vm/guest.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

// The kernel that build-kernel makes, which gives its DRBG test entropy (CRYPTO_USER_API_RNG_CAVP).
namespace {

constexpr const char* kVectors = FIPSPROBE_SOURCE_DIR "/kat-vectors";

std::vector<std::string> guest_options(const std::string& fips) {
  return {"--kernel", path_from({"build-kernel", "--cached"}), "--fips", fips, "--timeout", "400"};
}

// known_answers runs the DRBGVS, in the forms of OpenSSL (14,401 cases) and of CAVP (240 cases), on the kernel's DRBG.
Run known_answers(const std::string& fips, Mode mode) {
  std::vector<std::string> options = guest_options(fips);
  const std::vector<std::string> more = {
      "--program", FIPSPROBE_BINARY,
      "--file",    std::string(kVectors) + "/openssl/test/recipes/30-test_evp_data/evprand.txt=/vectors/evprand.txt",
      "--file",    std::string(kVectors) + "/nss/tests/fips/cavs_samples/DRBG800-90A/fax/Hash_DRBG.fax=/vectors/Hash_DRBG.fax"};
  options.insert(options.end(), more.begin(), more.end());
  const GuestRun guest =
      run_in_guest(options, {"fipsprobe", "kat", "--vectors", "/vectors", "--profile", "full", "--modules", "kernel", "--mode",
                             std::string(name_of(mode)), "--format", "json", "-o", "/output/drbg.json"});
  const Evidence evidence = evidence_from(guest, "drbg.json");
  return run_of(evidence, "kernel", mode);
}

Counts counts_of(const Run& run, std::string_view operation) {
  const auto row = std::ranges::find(run.coverage, operation, &CoverageRow::operation);
  INFO(operation);
  REQUIRE(row != run.coverage.end());
  return row->counts;
}

std::uint64_t answers_of(const Run& run, const std::string& driver) {
  std::uint64_t answers = 0;
  for (const KatSet& set : run.sets) {
    const auto found = set.drivers.find(driver);
    if (found != set.drivers.end()) answers += found->second;
  }
  return answers;
}

// Without prediction resistance and reseed: 240 cases of CTR_DRBG with each of three key sizes, and 480 of Hash_DRBG and
// HMAC_DRBG with SHA-1 and SHA-256 each.
constexpr std::uint64_t kAnswered = 3 * 240 + 4 * 480;

// check_drbg: every case without prediction resistance and reseed is answered, and rightly, but those whose output is longer
// than one request gives; the others are not available, and none is dropped.
void check_drbg(const Run& run) {
  const Counts all = run.kat_counts();
  CHECK(all.total() == 14'641);
  CHECK(all[OutcomeKind::ok] == kAnswered);
  CHECK(all.wrong() == 0);
  CHECK(all[OutcomeKind::refused] == 0);
  CHECK(all[OutcomeKind::ok] + all[OutcomeKind::not_available] + all[OutcomeKind::unsupported] == all.total());
  struct Kind {
    const char* operation;
    const char* driver;
  };
  for (const Kind& kind :
       {Kind{"CTR_DRBG AES-128 df", "drbg_nopr_ctr_aes128"}, Kind{"CTR_DRBG AES-192 df", "drbg_nopr_ctr_aes192"},
        Kind{"CTR_DRBG AES-256 df", "drbg_nopr_ctr_aes256"}, Kind{"Hash_DRBG SHA-1", "drbg_nopr_sha1"},
        Kind{"Hash_DRBG SHA-256", "drbg_nopr_sha256"}, Kind{"HMAC_DRBG SHA-1", "drbg_nopr_hmac_sha1"},
        Kind{"HMAC_DRBG SHA-256", "drbg_nopr_hmac_sha256"}}) {
    INFO(kind.operation);
    CHECK(counts_of(run, kind.operation)[OutcomeKind::ok] > 0);
    CHECK(answers_of(run, kind.driver) == counts_of(run, kind.operation)[OutcomeKind::ok]);
  }
}

}  // namespace

TEST_CASE("The kernel's DRBG gives the known answers of the DRBGVS, with FIPS mode on and off") {
  const Run on = known_answers("1", Mode::fips);
  check_drbg(on);
  const Run off = known_answers("0", Mode::contrast);
  check_drbg(off);
  CHECK(on.kat_counts() == off.kat_counts());
}

TEST_CASE("The kernel probe's own tests pass in the kernel whose DRBG takes test entropy") {
  std::vector<std::string> options = guest_options("1");
  const std::vector<std::string> more = {"--program", FIPSPROBE_REAL_MODULE_TESTS, "--library",
                                         "/usr/lib/x86_64-linux-gnu/libcrypto.so.3"};
  options.insert(options.end(), more.begin(), more.end());
  const GuestRun guest = run_in_guest(options, {"test_real-modules", "-#",
                                                "[#kernel_test],[#kernel_services_test],[#kernel_random_test],"
                                                "[#kernel_bulk_test],[#kernel_interface_test]"});
  INFO(guest.text("stdout"));
  CHECK(guest.exit_code == 0);
}
