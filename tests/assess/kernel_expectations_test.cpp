#include "harness/assess/kernel_expectations.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/assess/kernel_drivers.hpp"
#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using Kind = KernelBelief::Kind;

namespace {

// refusals_of judges what a kernel of that release did in FIPS mode with one operation of the refusal matrix, and with one that
// has known answers.
Finding refusals_of(const std::string& release, const Refusal& tried, const CoverageRow& row = {"SHA-256", counts_of(5)}) {
  Evidence evidence = sample_evidence();
  ModuleEvidence kernel = sample_module("kernel", "", "", release);
  kernel.runs[0].refusals = {tried};
  kernel.runs[0].coverage = {row};
  evidence.modules = {kernel};
  return found(assessed(evidence), "kernel.refusals");
}

Counts only_refused(std::uint64_t count) {
  Counts counts;
  counts[OutcomeKind::refused] = count;
  return counts;
}

const Refusal kMd5Done{"MD5", OutcomeKind::ok, ""};
const Refusal kMd5Refused{"MD5", OutcomeKind::refused, "bind: ENOENT"};
const std::string kAmazon4 = "4.14.355-276.618.amzn2.x86_64";
const std::string kAmazon5 = "5.10.225-213.878.amzn2.aarch64";
const std::string kDebian6 = "6.1.0-56-cloud-amd64";

}  // namespace

TEST_CASE("every row of what kernels do in FIPS mode names its source, and no operation is in two lists of a row") {
  CHECK(kernel_expectations().size() > 8);
  for (const KernelExpectation& row : kernel_expectations()) {
    INFO(row.release << " " << row.build << " " << name_of(row.confidence));
    CHECK_FALSE(row.release.empty());
    CHECK(row.source.size() > 20);
    for (const std::string& operation : row.refused) {
      CHECK(std::ranges::find(row.approved, operation) == row.approved.end());
      CHECK(std::ranges::find(row.left_to_caller, operation) == row.left_to_caller.end());
    }
  }
}

TEST_CASE("what is known of a kernel depends on its release and on who built it") {
  CHECK(kernel_belief(kAmazon4, "SHA3-256")->kind == Kind::refused);
  CHECK(kernel_belief(kDebian6, "SHA3-256")->kind == Kind::approved);
  CHECK(kernel_belief(kDebian6, "SHA3-256")->row->confidence == Confidence::high);
  CHECK(kernel_belief("6.1.112-124.190.amzn2023.x86_64", "SHA3-256")->row->confidence == Confidence::medium);
  CHECK(kernel_belief("5.10.0-35-amd64", "3DES-3key-CBC encrypt")->kind == Kind::approved);
  CHECK(kernel_belief(kDebian6, "3DES-3key-CBC encrypt")->kind == Kind::refused);
  CHECK(kernel_belief("6.12.48-amd64", "HMAC-SHA-256, 104-bit key")->kind == Kind::refused);
  CHECK(kernel_belief(kAmazon5, "HMAC-SHA-256, 104-bit key")->kind == Kind::left_to_caller);
  CHECK_FALSE(kernel_belief("4.14.336-plain", "MD5").has_value());
  CHECK_FALSE(kernel_belief("6.10.1", "MD5").has_value());
}

TEST_CASE("a kernel that does in FIPS mode what its version is known to refuse fails") {
  for (const std::string& release : {kAmazon4, kAmazon5, kDebian6}) {
    INFO(release);
    const Finding done = refusals_of(release, kMd5Done);
    CHECK(done.status == Status::fail);
    CHECK(done.detail == "done in FIPS mode, where this version is known to refuse: MD5");
    CHECK(refusals_of(release, kMd5Refused).status == Status::pass);
  }
  CHECK(refusals_of("7.0.1", kMd5Done).status == Status::unknown);
}

TEST_CASE("a kernel that refuses every case of what its version is known to approve fails") {
  const Finding refused = refusals_of(kDebian6, kMd5Refused, {"AES-128-CBC encrypt", only_refused(14)});
  CHECK(refused.status == Status::fail);
  CHECK(refused.detail == "refused in FIPS mode, where this version is known to approve: AES-128-CBC encrypt");
  CHECK(refused.evidence == std::vector<std::string>{"/modules/0/runs/0/kat/coverage/0"});
  Counts some = only_refused(2);
  some[OutcomeKind::ok] = 12;
  CHECK(refusals_of(kDebian6, kMd5Refused, {"AES-128-XTS encrypt", some}).status == Status::pass);
}

TEST_CASE("what is only believed of a kernel fails nothing, and is noted") {
  const Finding done =
      refusals_of("5.4.290-206.399.amzn2.x86_64", {"3DES-2key-CBC encrypt, 24-byte key with K1 = K3", OutcomeKind::ok, ""});
  CHECK(done.status == Status::unknown);
  CHECK_THAT(done.detail, ContainsSubstring("done, though believed to be refused: 3DES-2key-CBC encrypt, 24-byte key"));
  const Finding refused = refusals_of(kAmazon5, kMd5Refused, {"SHA3-256", only_refused(9)});
  CHECK(refused.status == Status::pass);
  CHECK_THAT(refused.detail, ContainsSubstring("refused, though believed to be approved: SHA3-256"));
}

TEST_CASE("a driver's name tells whether it is plain C or uses instructions for cryptography") {
  CHECK(driver_kind("cbc-aes-aesni") == "instructions: AES instructions");
  CHECK(driver_kind("generic-gcm-aesni") == "instructions: AES instructions");
  CHECK(driver_kind("cbc(aes-generic)") == "generic: C");
  CHECK(driver_kind("hmac(sha256-avx2)") == "vector: AVX");
  CHECK(driver_kind("sha256-ni") == "instructions: SHA instructions");
  CHECK(driver_kind("xts-aes-ce") == "instructions: ARMv8 Crypto Extensions");
  CHECK(driver_kind("gcm_base(ctr(aes-generic),ghash-clmulni)") == "generic: C + instructions: carry-less multiplication");
  CHECK(driver_kind("generic-gcm-aesni + rfc4106-gcm-aesni") == "instructions: AES instructions");
  CHECK(driver_kind("drbg_nopr_ctr_aes256") == "unknown");
  CHECK(driver_kind("") == "unknown");
  for (const DriverRule& rule : driver_rules()) CHECK_FALSE(rule.source.empty());
}
