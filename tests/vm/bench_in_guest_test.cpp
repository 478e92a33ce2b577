#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/evidence.hpp"
#include "tests/vm/guest.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

// No test here says how long anything takes: under emulation that would mean nothing. What is tested is that the kernel's
// figures are there, are those of the drivers that they are said to be of, and that what has none says why.
namespace {

constexpr std::uint64_t kMebibyte = std::uint64_t{1} << 20U;

// In a guest no udev loads the drivers that fit the processor.
constexpr const char* kAsUdevDoes =
    "modprobe -a aesni_intel ghash_clmulni_intel sha1_ssse3 sha256_ssse3 sha512_ssse3 des3_ede_x86_64 2>/dev/null; ";

struct Benched {
  Evidence evidence;
  std::string tables;
};

Benched bench_in_guest(const std::string& fips, const std::string& options) {
  const GuestRun guest = run_in_guest(
      {"--fips", fips, "--timeout", "300", "--program", FIPSPROBE_BINARY},
      {"sh", "-c",
       std::string(kAsUdevDoes) +
           "exec fipsprobe bench --quick --repeats 3 --seconds 240 --modules kernel -o /output/bench.json " + options});
  INFO(guest.text("stderr"));
  CHECK(guest.exit_code == 0);
  return {evidence_from(guest, "bench.json"), guest.text("stdout")};
}

const RunBench& bench_in(const Evidence& evidence, Mode mode) {
  const Run& run = run_of(evidence, "kernel", mode);
  INFO(name_of(mode) << ": " << run.unavailable);
  REQUIRE(run.bench.has_value());
  return *run.bench;
}

const BenchPoint& point_of(const RunBench& bench, const std::string& operation, std::uint64_t size) {
  const auto found = std::ranges::find_if(
      bench.points, [&](const BenchPoint& point) { return point.operation == operation && point.size == size; });
  INFO(operation << " of " << size << " bytes");
  REQUIRE(found != bench.points.end());
  return *found;
}

// driver_of returns the driver that a point says it was measured on: the check ends with its name.
std::string driver_of(const BenchPoint& point) {
  constexpr std::string_view before = "; driver ";
  const std::string how = point.check ? point.check->how : "";
  const std::size_t at = how.find(before);
  return at == std::string::npos ? "" : how.substr(at + before.size());
}

bool is_whole_in_one_request(const std::string& operation) {
  return operation.find("XTS") != std::string::npos || operation.find("GCM") != std::string::npos ||
         operation.find("CCM") != std::string::npos;
}

bool is_offered(BenchGroup group) {
  constexpr std::array offered = {BenchGroup::digest, BenchGroup::mac, BenchGroup::cipher, BenchGroup::aead, BenchGroup::drbg};
  return std::ranges::find(offered, group) != offered.end();
}

// check_measured checks a point of the kind that the kernel offers.
void check_measured(const BenchPoint& point) {
  REQUIRE(point.outcome == OutcomeKind::ok);
  REQUIRE(point.check.has_value());
  CHECK_FALSE(driver_of(point).empty());
  CHECK(driver_of(point) != "not listed");
  const auto kind = point.group == BenchGroup::drbg ? BenchCheck::Kind::repeatable : BenchCheck::Kind::known_answer;
  CHECK(point.check->kind == kind);
  CHECK(point.measurement->repeats.size() >= 3);
}

// check_points checks that every operation has a figure, or the reason that the interface or FIPS mode gives.
void check_points(const RunBench& bench, bool fips) {
  for (const BenchPoint& point : bench.points) {
    INFO(point.operation << " of " << point.size.value_or(0) << " bytes: " << point.reason);
    if (!is_offered(point.group)) {
      CHECK(point.outcome == OutcomeKind::unsupported);
      CHECK_THAT(point.reason, ContainsSubstring("no such service"));
    } else if (fips && point.operation.starts_with("3DES")) {
      CHECK(point.outcome == OutcomeKind::refused);
      CHECK_THAT(point.reason, ContainsSubstring("FIPS mode is on"));
    } else if (is_whole_in_one_request(point.operation) && point.size == kMebibyte) {
      CHECK(point.outcome == OutcomeKind::not_available);
      CHECK_THAT(point.reason, ContainsSubstring("longer than AF_ALG takes in one request"));
    } else {
      check_measured(point);
    }
  }
  CHECK(bench.counts().wrong() == 0);
  CHECK(bench.counts().total() == bench.points.size());
}

}  // namespace

TEST_CASE("The kernel of a guest is measured in every operation that AF_ALG offers, and names the driver of each") {
  const Benched benched = bench_in_guest("1", "--mode as_found,contrast");
  const Evidence& evidence = benched.evidence;
  REQUIRE(evidence.bench.has_value());
  CHECK(evidence.bench->emulated == "QEMU TCG");
  CHECK_THAT(benched.tables, ContainsSubstring("EMULATED by QEMU TCG, not a measurement"));
  CHECK(run_of(evidence, "kernel", Mode::as_found).fips.value == FipsState::Value::on);
  const std::string why_no_contrast = run_of(evidence, "kernel", Mode::contrast).unavailable;
  CHECK_THAT(why_no_contrast, ContainsSubstring("can only be left by a start with fips=0"));
  const RunBench& bench = bench_in(evidence, Mode::as_found);
  check_points(bench, true);
  CHECK(driver_of(point_of(bench, "AES-128-CBC encrypt", 16384)) == "cbc-aes-aesni");
  CHECK_THAT(driver_of(point_of(bench, "SHA-256", 1024)), StartsWith("sha256-") && !EndsWith("generic"));
  CHECK_THAT(driver_of(point_of(bench, "random bytes", 16)), StartsWith("drbg_"));
}

TEST_CASE("Without acceleration the kernel's drivers in plain C are measured, and those that it prefers beside them") {
  const Benched benched = bench_in_guest(
      "0",
      "--sizes 64,16k --mode acceleration_off,as_found --operations 'SHA-256,HMAC-SHA-256,CMAC-AES-128,AES-128-ECB encrypt,"
      "AES-128-CBC encrypt,AES-128-CTR decrypt,AES-256-XTS decrypt,3DES-3key-CBC encrypt,AES-128-GCM encrypt,"
      "AES-128-CCM decrypt,random bytes'");
  const Evidence& evidence = benched.evidence;
  check_points(bench_in(evidence, Mode::as_found), false);
  const RunBench& plain = bench_in(evidence, Mode::acceleration_off);
  for (const BenchPoint& point : plain.points) {
    INFO(point.operation << ": " << point.reason);
    if (point.group == BenchGroup::drbg) {
      CHECK(point.outcome == OutcomeKind::unsupported);
      CHECK_THAT(point.reason, ContainsSubstring("none can be named"));
      continue;
    }
    check_measured(point);
    CHECK_THAT(driver_of(point), ContainsSubstring("-generic"));
    CHECK(driver_of(point).find("aesni") == std::string::npos);
  }
  CHECK(driver_of(point_of(plain, "AES-128-CBC encrypt", 16384)) == "cbc(aes-generic)");
  CHECK(driver_of(point_of(plain, "AES-256-XTS decrypt", 16384)) == "xts(ecb(aes-generic))");
  CHECK(driver_of(point_of(plain, "AES-128-GCM encrypt", 16384)) == "gcm_base(ctr(aes-generic),ghash-generic)");
  CHECK(driver_of(point_of(plain, "AES-128-CCM decrypt", 64)) == "ccm_base(ctr(aes-generic),cbcmac(aes-generic))");
  CHECK(driver_of(point_of(plain, "HMAC-SHA-256", 64)) == "hmac(sha256-generic)");
  // The driver in C was bound beside the other one, which still serves the name.
  CHECK(driver_of(point_of(bench_in(evidence, Mode::as_found), "AES-128-CBC encrypt", 64)) == "cbc-aes-aesni");
}
