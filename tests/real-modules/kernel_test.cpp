#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "probes/kernel/algorithm_names.hpp"
#include "probes/kernel/kernel_state.hpp"
#include "probes/kernel/self_tests.hpp"
#include "tests/real-modules/kernel_start.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using kernel::FipsFlag;

namespace {

MacOperation hmac(Hash hash, Bytes key, Bytes message, std::size_t tag_length) {
  MacOperation operation;
  operation.kind = MacKind::hmac;
  operation.hash = hash;
  operation.key = std::move(key);
  operation.message = std::move(message);
  operation.tag_length = tag_length;
  return operation;
}

// SP 800-38A Appendix F: the key and the first blocks of every AES-128 example.
const std::string kAesKey = "2b7e151628aed2a6abf7158809cf4f3c";
const std::string kTwoBlocks = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51";
const std::string kIv = "000102030405060708090a0b0c0d0e0f";

CipherOperation aes(CipherMode mode, Direction direction, const std::string& iv, const std::string& input) {
  return {Cipher::aes, mode, direction, hex(kAesKey), hex(iv), hex(input)};
}

// Test cases of the GCM specification by McGrew and Viega, Appendix B: 1 has no text at all, 4 has AAD and a part of a block.
AeadOperation gcm_case_1() {
  AeadOperation operation;
  operation.mode = AeadMode::gcm;
  operation.cipher = Cipher::aes;
  operation.key = Bytes(16);
  operation.nonce = Bytes(12);
  operation.tag_length = 16;
  return operation;
}

const std::string kGcm4Ciphertext =
    "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091";
const std::string kGcm4Plaintext =
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
const std::string kGcm4Tag = "5bc94fbc3221a5db94fae95ae7121a47";

AeadOperation gcm_case_4() {
  AeadOperation operation = gcm_case_1();
  operation.key = hex("feffe9928665731c6d6a8f9467308308");
  operation.nonce = hex("cafebabefacedbaddecaf888");
  operation.aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  operation.input = hex(kGcm4Plaintext);
  return operation;
}

// decrypting turns an encryption into the decryption of what it gave.
AeadOperation decrypting(AeadOperation operation, std::string_view ciphertext, std::string_view tag) {
  operation.direction = Direction::decrypt;
  operation.input = hex(ciphertext);
  operation.tag = hex(tag);
  return operation;
}

}  // namespace

TEST_CASE("Algorithms have the kernel's own names") {
  CHECK(kernel::hash_name(Hash::sha3_256) == "sha3-256");
  CHECK(kernel::hmac_name(Hash::sha1) == "hmac(sha1)");
  CHECK(kernel::cmac_name(Cipher::tdes) == "cmac(des3_ede)");
  CHECK(kernel::cipher_name(Cipher::aes, CipherMode::cfb_block) == "cfb(aes)");
  CHECK(kernel::aead_name(AeadMode::ccm, Cipher::aes) == "ccm(aes)");
  CHECK_FALSE(kernel::hash_name(Hash::sha512_256).has_value());
  CHECK_FALSE(kernel::cipher_name(Cipher::aes, CipherMode::cfb1).has_value());
  CHECK_FALSE(kernel::cipher_name(Cipher::idea, CipherMode::cbc).has_value());
}

TEST_CASE("The base of a kernel name is what its templates are around") {
  CHECK(kernel::base_of("hmac(md5)") == "md5");
  CHECK(kernel::base_of("sha256") == "sha256");
  CHECK(kernel::base_of("rfc4106(gcm(aes))") == "aes");
  CHECK(kernel::template_of("hmac(md5)") == "hmac");
  CHECK(kernel::template_of("sha256").empty());
}

TEST_CASE("In FIPS mode the kernel's tests passed, and one that did not is named") {
  const std::vector<KernelAlgorithm> listed = {{"sha256", "sha256-generic", "kernel", "shash", "passed", 100, {}},
                                               {"md5", "md5-generic", "md5", "shash", "failed", 0, {}},
                                               {"ccm(aes)", "ccm-aes", "ccm", "aead", "unknown", 0, {}}};
  const auto results = kernel::self_test_results({FipsFlag::Value::on, ""}, listed, std::nullopt);
  REQUIRE(results.size() == 3);
  CHECK(results[0].value == SelfTestResult::Value::pass);
  CHECK(results[0].detail == "1 of 3 algorithms passed");
  CHECK(results[1].name == "md5 (md5-generic)");
  CHECK(results[1].value == SelfTestResult::Value::fail);
  CHECK(results[2].value == SelfTestResult::Value::not_run);
}

TEST_CASE("With FIPS mode off a passed test of the kernel is no proof") {
  const std::vector<KernelAlgorithm> listed = {{"sha256", "sha256-generic", "kernel", "shash", "passed", 100, {}}};
  const auto unproven = kernel::self_test_results({FipsFlag::Value::off, ""}, listed, false);
  CHECK(unproven[0].value == SelfTestResult::Value::not_run);
  CHECK_THAT(unproven[0].detail, ContainsSubstring("did not run"));
  CHECK_THAT(kernel::self_test_results({FipsFlag::Value::off, ""}, listed, true)[0].detail,
             ContainsSubstring("cryptomgr.notests"));
  CHECK(kernel::self_test_results({FipsFlag::Value::on, ""}, {}, false)[0].value == SelfTestResult::Value::not_run);
}

TEST_CASE("A kernel without AF_ALG can be had in no mode and says why") {
  const int descriptor = ::socket(kAfAlg, SOCK_SEQPACKET, 0);
  if (descriptor >= 0) {
    ::close(descriptor);
    SKIP("this kernel has AF_ALG");
  }
  const auto module = kernel_family().load({"kernel", ""});
  for (const Mode mode : kModes) {
    const Entered entered = module->enter(mode);
    CHECK_FALSE(entered.available);
    CHECK(entered.reason == "the kernel has no AF_ALG interface");
  }
  const Outcome outcome = module->digest()->perform({Hash::sha256, text("abc"), 0});
  CHECK(outcome.kind == OutcomeKind::not_available);
  CHECK(outcome.reason == "the kernel has no AF_ALG interface");
}

TEST_CASE("The kernel says whether it is in FIPS mode, and where it says so") {
  const auto module = kernel_family().load({"kernel", ""});
  const FipsState state = module->fips_state();
  CHECK_THAT(state.how, ContainsSubstring("/proc/sys"));
  if (!std::filesystem::exists("/proc/sys/crypto/fips_enabled")) CHECK(state.value == FipsState::Value::unsupported);
}

TEST_CASE("The kernel offers no verification of signatures and no key generation") {
  const auto module = kernel_family().load({"kernel", ""});
  CHECK(module->verifier() == nullptr);
  CHECK(module->key_generator() == nullptr);
  CHECK(perform(*module, VerifyOperation{}).kind == OutcomeKind::unsupported);
}

TEST_CASE("Exactly one of the modes fips and contrast can be had of a kernel with the FIPS flag") {
  const auto module = this_kernel();
  const FipsState::Value state = module->fips_state().value;
  if (state == FipsState::Value::unsupported) SKIP("this kernel has no FIPS mode");
  CHECK(module->enter(Mode::fips).available == (state == FipsState::Value::on));
  CHECK(module->enter(Mode::contrast).available == (state == FipsState::Value::off));
}

// FIPS 180-4 examples.
TEST_CASE("The kernel's digests are those of the standard") {
  const auto module = this_kernel();
  check_output(module->digest()->perform({Hash::sha1, text("abc"), 0}), "a9993e364706816aba3e25717850c26c9cd0d89d");
  check_output(module->digest()->perform({Hash::sha256, text("abc"), 0}),
               "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("The kernel digests an empty message and one of many parts") {
  const auto module = this_kernel();
  check_output(module->digest()->perform({Hash::sha256, {}, 0}),
               "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  check_output(module->digest()->perform({Hash::sha256, Bytes(1'000'000, 'a'), 0}),
               "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// RFC 4231 test case 1 and its truncation; SP 800-38B example 1 and 2 (AES-128, empty message and one block).
TEST_CASE("The kernel's message authentication codes are those of the standards") {
  const auto module = this_kernel();
  const MacOperation whole = hmac(Hash::sha256, Bytes(20, 0x0b), text("Hi There"), 32);
  check_output(module->mac()->perform(whole), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  MacOperation truncated = whole;
  truncated.tag_length = 16;
  check_output(module->mac()->perform(truncated), "b0344c61d8db38535ca8afceaf0bf12b");
  MacOperation cmac;
  cmac.kind = MacKind::cmac;
  cmac.cipher = Cipher::aes;
  cmac.key = hex(kAesKey);
  cmac.tag_length = 16;
  check_output(module->mac()->perform(cmac), "bb1d6929e95937287fa37d129b756746");
  cmac.message = hex("6bc1bee22e409f96e93d7e117393172a");
  check_output(module->mac()->perform(cmac), "070a16b46b4d4144f79bdd9dd04a287c");
}

// SP 800-38A Appendix F.1.1, F.2.1, F.5.1.
TEST_CASE("The kernel's AES modes give the standard's ciphertexts and take them back") {
  const auto module = this_kernel();
  struct Example {
    CipherMode mode;
    std::string iv, ciphertext;
  };
  const std::vector<Example> examples = {
      {CipherMode::ecb, "", "3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf"},
      {CipherMode::cbc, kIv, "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"},
      {CipherMode::ctr, "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
       "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"}};
  for (const Example& example : examples) {
    INFO(name_of(example.mode));
    check_output(module->cipher()->perform(aes(example.mode, Direction::encrypt, example.iv, kTwoBlocks)), example.ciphertext);
    check_output(module->cipher()->perform(aes(example.mode, Direction::decrypt, example.iv, example.ciphertext)), kTwoBlocks);
  }
}

TEST_CASE("A message longer than one request keeps its chaining") {
  const auto module = this_kernel();
  const Bytes message(200'000, 0x5a);
  for (const CipherMode mode : {CipherMode::cbc, CipherMode::ctr}) {
    CipherOperation operation = aes(mode, Direction::encrypt, kIv, "");
    operation.input = message;
    const Outcome encrypted = module->cipher()->perform(operation);
    INFO(encrypted.reason);
    REQUIRE(encrypted.kind == OutcomeKind::ok);
    // The last part must depend on the first: its start is not what a fresh IV would give.
    CHECK_FALSE(std::equal(encrypted.output.begin(), encrypted.output.begin() + 16, encrypted.output.begin() + 32768));
    operation.direction = Direction::decrypt;
    operation.input = encrypted.output;
    check_output(module->cipher()->perform(operation), to_hex(message));
  }
}

TEST_CASE("The kernel's GCM seals and opens, also without plaintext and without AAD") {
  const auto module = this_kernel();
  check_output(module->aead()->perform(gcm_case_1()), "58e2fccefa7e3061367f1d57a4e7455a");
  check_output(module->aead()->perform(gcm_case_4()), kGcm4Ciphertext + kGcm4Tag);
  check_output(module->aead()->perform(decrypting(gcm_case_4(), kGcm4Ciphertext, kGcm4Tag)), kGcm4Plaintext);
  const Outcome opened = module->aead()->perform(decrypting(gcm_case_1(), "", "58e2fccefa7e3061367f1d57a4e7455a"));
  CHECK(opened.kind == OutcomeKind::ok);
  CHECK(opened.accepted);
}

TEST_CASE("The kernel rejects a wrong tag, also of an empty message") {
  const auto module = this_kernel();
  for (const AeadOperation& operation : {decrypting(gcm_case_1(), "", "58e2fccefa7e3061367f1d57a4e7455b"),
                                         decrypting(gcm_case_4(), kGcm4Ciphertext, "5bc94fbc3221a5db94fae95ae7121a48")}) {
    const Outcome outcome = module->aead()->perform(operation);
    INFO(outcome.reason);
    CHECK(outcome.kind == OutcomeKind::ok);
    CHECK_FALSE(outcome.accepted);
  }
}

// SP 800-38C example 1: a 4-byte tag, 7-byte nonce.
TEST_CASE("The kernel's CCM gives the standard's example") {
  const auto module = this_kernel();
  AeadOperation operation;
  operation.mode = AeadMode::ccm;
  operation.cipher = Cipher::aes;
  operation.key = hex("404142434445464748494a4b4c4d4e4f");
  operation.nonce = hex("10111213141516");
  operation.aad = hex("0001020304050607");
  operation.input = hex("20212223");
  operation.tag_length = 4;
  check_output(module->aead()->perform(operation), "7162015b4dac255d");
}

TEST_CASE("GMAC is GCM without plaintext") {
  const auto module = this_kernel();
  MacOperation operation;
  operation.kind = MacKind::gmac;
  operation.cipher = Cipher::aes;
  operation.key = Bytes(16);
  operation.nonce = Bytes(12);
  operation.tag_length = 16;
  check_output(module->mac()->perform(operation), "58e2fccefa7e3061367f1d57a4e7455a");
}

TEST_CASE("A nonce that the kernel's GCM has no form for is unsupported") {
  const auto module = this_kernel();
  AeadOperation operation = gcm_case_1();
  operation.nonce = Bytes(16);
  CHECK(module->aead()->perform(operation).kind == OutcomeKind::unsupported);
}

TEST_CASE("The kernel refuses a key of no AES size with its reason") {
  const auto module = this_kernel();
  CipherOperation operation = aes(CipherMode::cbc, Direction::encrypt, kIv, kTwoBlocks);
  operation.key.pop_back();
  const Outcome outcome = module->cipher()->perform(operation);
  CHECK(outcome.kind == OutcomeKind::refused);
  CHECK_THAT(outcome.reason, ContainsSubstring("setsockopt(ALG_SET_KEY): EINVAL"));
}

TEST_CASE("The kernel does no half block of CBC") {
  const auto module = this_kernel();
  CipherOperation operation = aes(CipherMode::cbc, Direction::encrypt, kIv, kTwoBlocks);
  operation.input.pop_back();
  CHECK(module->cipher()->perform(operation).kind == OutcomeKind::error);
}

TEST_CASE("MD5, DES and short HMAC keys are refused in FIPS mode and done without") {
  const auto module = this_kernel();
  const FipsState::Value state = module->fips_state().value;
  const bool fips = state == FipsState::Value::on;
  CAPTURE(fips);
  const Outcome md5 = module->digest()->perform({Hash::md5, text("abc"), 0});
  const Outcome hmac_md5 = module->mac()->perform(hmac(Hash::md5, Bytes(16, 0x0b), text("Hi There"), 16));
  const Outcome short_key = module->mac()->perform(hmac(Hash::sha256, text("Jefe"), text("what do ya want for nothing?"), 32));
  INFO(md5.reason << " | " << hmac_md5.reason << " | " << short_key.reason);
  const OutcomeKind expected = fips ? OutcomeKind::refused : OutcomeKind::ok;
  CHECK(md5.kind == expected);
  CHECK(hmac_md5.kind == expected);
  CHECK(short_key.kind == expected);
  if (!fips) {
    check_output(md5, "900150983cd24fb0d6963f7d28e17f72");                                        // RFC 1321 §A.5
    check_output(hmac_md5, "9294727a3638bb1c13f48ef8158bfc9d");                                   // RFC 2104, appendix
    check_output(short_key, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");  // RFC 4231 test case 2
  }
}
