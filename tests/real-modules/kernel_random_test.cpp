#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <set>

#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/bulk.hpp"
#include "probes/kernel/kernel_state.hpp"
#include "tests/real-modules/kernel_start.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

DrbgOperation drbg(DrbgMechanism mechanism, Hash hash) {
  DrbgOperation operation;
  operation.mechanism = mechanism;
  operation.hash = hash;
  operation.entropy = Bytes(32, 0x11);
  operation.nonce = Bytes(16, 0x22);
  operation.steps = {{DrbgStep::Kind::generate, {}, {}}, {DrbgStep::Kind::generate, {}, {}}};
  operation.output_length = 64;
  return operation;
}

DrbgOperation ctr_drbg(std::size_t key_size) {
  DrbgOperation operation = drbg(DrbgMechanism::ctr, {});
  operation.cipher = Cipher::aes;
  operation.key_size = key_size;
  operation.derivation_function = true;
  return operation;
}

// fresh draws bytes; the test is SKIPPED when the kernel has no algif_rng.
Bytes fresh(std::string_view name, std::size_t size = 32) {
  Bytes bytes(size);
  const auto opened = kernel::Generator::open(name);
  if (const auto* const failure = std::get_if<kernel::Failure>(&opened)) {
    if (failure->call == kernel::Call::bind) SKIP("this kernel gives no " + std::string(name));
    FAIL(failure->words());
  }
  REQUIRE_FALSE(std::get<kernel::Generator>(opened).fill(bytes).has_value());
  return bytes;
}

}  // namespace

TEST_CASE("Random bit generators have the kernel's own names") {
  CHECK(kernel::drbg_name(drbg(DrbgMechanism::hash, Hash::sha256)) == "drbg_nopr_sha256");
  DrbgOperation operation = drbg(DrbgMechanism::hmac, Hash::sha512);
  operation.prediction_resistance = true;
  CHECK(kernel::drbg_name(operation) == "drbg_pr_hmac_sha512");
  CHECK_FALSE(kernel::drbg_name(drbg(DrbgMechanism::hmac, Hash::sha224)).has_value());
  CHECK(kernel::drbg_name(ctr_drbg(24)) == "drbg_nopr_ctr_aes192");
  operation = ctr_drbg(16);
  operation.derivation_function = false;
  CHECK_FALSE(kernel::drbg_name(operation).has_value());
}

TEST_CASE("The kernel's generators seed themselves and give other bytes each time") {
  this_kernel();
  fresh("stdrng");
  std::set<Bytes> seen;
  std::size_t drawn = 0;
  for (const KernelAlgorithm& algorithm : kernel::listed_algorithms()) {
    if (algorithm.type != "rng" || !algorithm.driver.starts_with("drbg_")) continue;
    INFO(algorithm.driver);
    for (int i = 0; i < 2; ++i, ++drawn) seen.insert(fresh(algorithm.driver));
  }
  CHECK(drawn > 0);
  CHECK(seen.size() == drawn);
}

TEST_CASE("More random bytes than one request gives are drawn in several") {
  this_kernel();
  const Bytes bytes = fresh("stdrng", 1000);
  CHECK(std::ranges::count(bytes, 0) < 50);
  CHECK_FALSE(std::equal(bytes.begin(), bytes.begin() + 128, bytes.begin() + 128));
}

TEST_CASE("A known answer of the kernel's DRBG takes a kernel that was built for it, and the reason says so") {
  const auto module = this_kernel();
  const Outcome outcome = module->drbg()->perform(drbg(DrbgMechanism::hash, Hash::sha256));
  INFO(outcome.reason);
  if (outcome.kind == OutcomeKind::ok) SKIP("this kernel was built with CRYPTO_USER_API_RNG_CAVP");
  CHECK(outcome.kind == OutcomeKind::not_available);
  CHECK((outcome.reason.find("CRYPTO_USER_API_RNG_CAVP") != std::string::npos ||
         outcome.reason.find("algif_rng") != std::string::npos || outcome.reason.find("root") != std::string::npos));
}

TEST_CASE("The kernel's DRBG is never asked without test entropy, so that no random output leaves a worker") {
  const auto module = this_kernel();
  DrbgOperation operation = drbg(DrbgMechanism::hash, Hash::sha256);
  operation.entropy.clear();
  operation.nonce.clear();
  const Outcome outcome = module->drbg()->perform(operation);
  CHECK(outcome.kind == OutcomeKind::unsupported);
  CHECK_THAT(outcome.reason, ContainsSubstring("no test entropy"));
}

// No published case reseeds with the entropy it started with, which is all that AF_ALG can do: so another module says what
// comes out.
TEST_CASE("The kernel's reseeded DRBG gives what OpenSSL's gives from the same entropy") {
  const auto openssl = start_module("openssl", "/usr/lib/x86_64-linux-gnu/libcrypto.so.3", Mode::contrast);
  const auto module = kernel_family().load({"kernel", ""});
  for (DrbgOperation operation : {drbg(DrbgMechanism::hash, Hash::sha256), drbg(DrbgMechanism::hmac, Hash::sha512),
                                  drbg(DrbgMechanism::hmac, Hash::sha1), ctr_drbg(16), ctr_drbg(32)}) {
    Bytes again = operation.entropy;
    again.insert(again.end(), operation.nonce.begin(), operation.nonce.end());
    operation.personalization = text("who");
    operation.steps = {{DrbgStep::Kind::reseed, again, text("reseeded")},
                       {DrbgStep::Kind::generate, {}, text("first")},
                       {DrbgStep::Kind::generate, {}, {}}};
    for (const bool resistant : {false, true}) {
      operation.prediction_resistance = resistant;
      for (DrbgStep& step : operation.steps) {
        if (step.kind == DrbgStep::Kind::generate) step.entropy = resistant ? again : Bytes{};
      }
      const Outcome outcome = module->drbg()->perform(operation);
      if (outcome.kind == OutcomeKind::not_available) SKIP(outcome.reason);
      INFO(describe(operation));
      check_output(outcome, to_hex(openssl->drbg()->perform(operation).output));
    }
  }
}
