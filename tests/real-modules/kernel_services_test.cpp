#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include "probes/kernel/algorithm_names.hpp"
#include "tests/real-modules/kernel_start.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

// RFC 3394 §4.1.
KeyWrapOperation unwrapping(std::string_view wrapped) {
  return {KeyWrapMode::kw, Cipher::aes, Direction::decrypt, false, hex("000102030405060708090a0b0c0d0e0f"), hex(wrapped)};
}

}  // namespace

TEST_CASE("Only AES key wrap without padding has a name in the kernel") {
  CHECK(kernel::wrap_name(KeyWrapMode::kw, Cipher::aes) == "kw(aes)");
  CHECK_FALSE(kernel::wrap_name(KeyWrapMode::kwp, Cipher::aes).has_value());
  CHECK_FALSE(kernel::wrap_name(KeyWrapMode::kw, Cipher::tdes).has_value());
}

TEST_CASE("The kernel unwraps a key to the published answer and finds one that is not authentic") {
  const auto module = this_kernel();
  KeyWrap& wrap = *module->key_wrap();
  const Outcome key = wrap.perform(unwrapping("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5"));
  if (key.kind == OutcomeKind::unsupported) SKIP("this kernel has no kw(aes)");
  check_output(key, "00112233445566778899aabbccddeeff");
  const Outcome changed = wrap.perform(unwrapping("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe4"));
  INFO(changed.reason);
  CHECK(changed.kind == OutcomeKind::ok);
  CHECK_FALSE(changed.accepted);
  const Outcome shorter = wrap.perform(unwrapping("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cf"));
  INFO(shorter.reason);
  CHECK(shorter.kind == OutcomeKind::ok);
  CHECK_FALSE(shorter.accepted);
}

TEST_CASE("Wrapping a key is not to be had through AF_ALG, and the reason says why") {
  const auto module = this_kernel();
  KeyWrapOperation operation = unwrapping("00112233445566778899aabbccddeeff");
  operation.direction = Direction::encrypt;
  const Outcome outcome = module->key_wrap()->perform(operation);
  INFO(outcome.reason);
  if (outcome.kind == OutcomeKind::unsupported) SKIP("this kernel has no kw(aes)");
  CHECK(outcome.kind == OutcomeKind::not_available);
  CHECK(outcome.reason.find("the first 8 bytes") != std::string::npos);
}

// FIPS 180-4's example, a million repetitions of "a", and the same number of bytes by a message of three.
TEST_CASE("The kernel digests a message that is given by its repetition") {
  const auto module = this_kernel();
  DigestOperation operation;
  operation.hash = Hash::sha256;
  operation.message = hex("61");
  operation.total_length = 1'000'000;
  check_output(module->digest()->perform(operation), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  operation.message = hex("616161");
  check_output(module->digest()->perform(operation), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// FIPS 202, example "abc".
TEST_CASE("The kernel's SHA-3 gives the standard's answer, where it is built") {
  const auto module = this_kernel();
  const Outcome outcome = module->digest()->perform({Hash::sha3_256, hex("616263"), 0});
  if (outcome.kind == OutcomeKind::unsupported) SKIP(outcome.reason);
  check_output(outcome, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
}

// IEEE 1619-2007 Annex B, vector 2.
TEST_CASE("The kernel's XTS gives the standard's ciphertext") {
  const auto module = this_kernel();
  Bytes key(16, 0x11);
  key.resize(32, 0x22);
  Bytes tweak(5, 0x33);
  tweak.resize(16);
  check_output(module->cipher()->perform({Cipher::aes, CipherMode::xts, Direction::encrypt, key, tweak, Bytes(32, 0x44)}),
               "c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0");
}

// SP 800-38B Appendix D.4, examples 13 and 14: three keys.
TEST_CASE("The kernel's CMAC with 3DES gives the standard's answer, or is refused in FIPS mode") {
  const auto module = this_kernel();
  MacOperation operation;
  operation.kind = MacKind::cmac;
  operation.cipher = Cipher::tdes;
  operation.key = hex("8aa83bf8cbda10620bc1bf19fbb6cd58bc313d4a371ca8b5");
  operation.tag_length = 8;
  const Outcome outcome = module->mac()->perform(operation);
  INFO(outcome.reason);
  if (outcome.kind == OutcomeKind::refused) {
    CHECK(module->fips_state().value == FipsState::Value::on);
    return;
  }
  check_output(outcome, "b7a688e122ffaf95");
  operation.message = hex("6bc1bee22e409f96");
  check_output(module->mac()->perform(operation), "8e8f293136283797");
}
