#include <catch2/catch_test_macros.hpp>

#include "probes/gnutls/aead.hpp"
#include "tests/real-modules/gcm_case.hpp"
#include "tests/real-modules/signatures_by_openssl.hpp"
#include "tests/support/bytes.hpp"
#include "tests/support/real_module.hpp"

namespace fipsprobe::test {
namespace {

const std::filesystem::path kDebian = "debian12-gnutls/libgnutls.so.30";

std::unique_ptr<Module> start_gnutls(Mode mode) { return start_module("gnutls", kDebian, mode); }

VerifyOperation rsa(SignatureScheme scheme, Hash hash, std::string_view signature, std::size_t salt_length = 0) {
  return {scheme, hash, RsaPublicKey{hex(kRsa2048N), hex("010001")}, salt_length, text(kSignedMessage), hex(signature)};
}

VerifyOperation dsa(Hash hash, std::string_view signature) {
  return {SignatureScheme::dsa, hash,          DsaPublicKey{hex(kDsa2048P), hex(kDsa2048Q), hex(kDsa2048G), hex(kDsa2048Y)}, 0,
          text(kSignedMessage), hex(signature)};
}

VerifyOperation ecdsa(Curve curve, Hash hash, std::string_view x, std::string_view y, std::string_view signature) {
  return {SignatureScheme::ecdsa, hash, EcPublicKey{curve, hex(x), hex(y)}, 0, text(kSignedMessage), hex(signature)};
}

void check_rejects(Module& module, const VerifyOperation& operation) {
  const Outcome outcome = module.verifier()->perform(operation);
  INFO(outcome.reason);
  CHECK(outcome.kind == OutcomeKind::ok);
  CHECK_FALSE(outcome.accepted);
}

void check_accepts(Module& module, VerifyOperation operation) {
  INFO(describe(operation));
  const Outcome good = module.verifier()->perform(operation);
  INFO(good.reason);
  CHECK(good.kind == OutcomeKind::ok);
  CHECK(good.accepted);
  VerifyOperation other_message = operation;
  other_message.message.push_back('.');
  check_rejects(module, other_message);
  operation.signature.assign(operation.signature.size(), 0);
  check_rejects(module, operation);
}

TEST_CASE("GnuTLS says that Debian's build has no FIPS mode") {
  const auto module = start_gnutls(Mode::as_found);
  CHECK(module->version().version == "3.7.9");
  CHECK(module->version().parts.size() == 3);
  const FipsState state = module->fips_state();
  CHECK(state.value == FipsState::Value::unsupported);
  CHECK(state.how.starts_with("gnutls_fips140_mode_enabled() = 0 (DISABLED)"));
}

TEST_CASE("GnuTLS of Debian cannot be forced into FIPS mode, and says why") {
  const std::filesystem::path file = modules_folder() / kDebian;
  if (!std::filesystem::exists(file)) SKIP(file.string() + " is not there: run scripts/fetch-modules first");
  const Instance instance{"gnutls", file.string()};
  CHECK(gnutls_family().environment(instance, Mode::fips).at("GNUTLS_FORCE_FIPS_MODE") == "1");
  CHECK(gnutls_family().environment(instance, Mode::contrast).at("GNUTLS_FORCE_FIPS_MODE") == "0");
  const Entered entered = gnutls_family().load(instance)->enter(Mode::fips);
  CHECK_FALSE(entered.available);
  CHECK(entered.reason.find("no FIPS140 code") != std::string::npos);
}

TEST_CASE("GnuTLS hashes to the published answers, and has no RIPEMD-160 or SHAKE in 3.7") {
  const auto module = start_gnutls(Mode::contrast);
  Digest& digest = *module->digest();
  for (int round = 0; round < 2; ++round) {
    CHECK(to_hex(digest.perform({Hash::sha256, text("abc"), 0}).output) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_hex(digest.perform({Hash::sha1, text("abc"), 0}).output) == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(to_hex(digest.perform({Hash::md5, text("abc"), 0}).output) == "900150983cd24fb0d6963f7d28e17f72");
    CHECK(to_hex(digest.perform({Hash::sha3_256, text("abc"), 0}).output) ==
          "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
  }
  CHECK(digest.perform({Hash::ripemd160, text("abc"), 0}).kind == OutcomeKind::unsupported);
  CHECK(digest.perform({Hash::shake128, text("abc"), 32}).kind == OutcomeKind::unsupported);
}

TEST_CASE("GnuTLS computes HMAC, CMAC and GMAC to the published answers") {
  const auto module = start_gnutls(Mode::contrast);
  // RFC 4231 §4.3; SP 800-38B D.1 example 2; GCM specification (McGrew, Viega) test case 1, which has no text.
  const MacOperation hmac{MacKind::hmac, Hash::sha256, {}, text("Jefe"), {}, text("what do ya want for nothing?"), 32};
  const MacOperation cmac{
      MacKind::cmac, {}, Cipher::aes, hex("2b7e151628aed2a6abf7158809cf4f3c"), {}, hex("6bc1bee22e409f96e93d7e117393172a"), 16};
  const MacOperation gmac{MacKind::gmac, {}, Cipher::aes, Bytes(16), Bytes(12), {}, 16};
  for (int round = 0; round < 2; ++round) {
    CHECK(to_hex(module->mac()->perform(hmac).output) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(to_hex(module->mac()->perform(hmac).output) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    CHECK(to_hex(module->mac()->perform(cmac).output) == "070a16b46b4d4144f79bdd9dd04a287c");
    CHECK(to_hex(module->mac()->perform(gmac).output) == "58e2fccefa7e3061367f1d57a4e7455a");
    CHECK(to_hex(module->mac()->perform(gmac).output) == "58e2fccefa7e3061367f1d57a4e7455a");
  }
}

TEST_CASE("GnuTLS encrypts CBC both ways to the published answers, and offers no ECB") {
  const auto module = start_gnutls(Mode::contrast);
  // SP 800-38A F.2.1, two blocks.
  CipherOperation cbc{Cipher::aes,
                      CipherMode::cbc,
                      Direction::encrypt,
                      hex("2b7e151628aed2a6abf7158809cf4f3c"),
                      hex("000102030405060708090a0b0c0d0e0f"),
                      hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")};
  const std::string ciphertext = "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2";
  CHECK(to_hex(module->cipher()->perform(cbc).output) == ciphertext);
  CHECK(to_hex(module->cipher()->perform(cbc).output) == ciphertext);
  const Bytes plaintext = cbc.input;
  cbc.direction = Direction::decrypt;
  cbc.input = hex(ciphertext);
  CHECK(module->cipher()->perform(cbc).output == plaintext);
  cbc.mode = CipherMode::ecb;
  CHECK(module->cipher()->perform(cbc).kind == OutcomeKind::unsupported);
}

TEST_CASE("GnuTLS outside FIPS mode uses an XTS key with two equal halves") {
  const auto module = start_gnutls(Mode::contrast);
  // IEEE 1619-2007 Annex B, vector 1: both keys are all zeros.
  const CipherOperation xts{Cipher::aes, CipherMode::xts, Direction::encrypt, Bytes(32), Bytes(16), Bytes(32)};
  CHECK(to_hex(module->cipher()->perform(xts).output) == "917cf69ebd68b2ec9b9fe9a3eadda692cd43d2f59598ed858c02c2652fbf922e");
}

void check_gcm(Aead& aead) {
  AeadOperation operation = gcm_case_4();
  CHECK(to_hex(aead.perform(operation).output) == kGcmPlaintext);

  AeadOperation encrypt = operation;
  encrypt.direction = Direction::encrypt;
  encrypt.input = hex(kGcmPlaintext);
  CHECK(to_hex(aead.perform(encrypt).output) == to_hex(operation.input) + to_hex(operation.tag));
  CHECK(to_hex(aead.perform(encrypt).output) == to_hex(operation.input) + to_hex(operation.tag));

  operation.tag.back() ^= 1;
  const Outcome bad = aead.perform(operation);
  CHECK(bad.kind == OutcomeKind::ok);
  CHECK_FALSE(bad.accepted);
  CHECK(bad.output.empty());
}

TEST_CASE("GnuTLS encrypts and decrypts GCM to the published answers and finds a bad tag") {
  const auto module = start_gnutls(Mode::contrast);
  check_gcm(*module->aead());
}

TEST_CASE("GnuTLS's older way to GCM, the only one of 3.3, gives the same answers") {
  const auto module = start_gnutls(Mode::contrast);
  const gnutls::Library library((modules_folder() / kDebian).string());
  check_gcm(*gnutls::make_gcm_by_cipher(library));
}

TEST_CASE("GnuTLS encrypts CCM with a short tag to the published answer") {
  const auto module = start_gnutls(Mode::contrast);
  // SP 800-38C Appendix C.1.
  const AeadOperation ccm{AeadMode::ccm,
                          Cipher::aes,
                          Direction::encrypt,
                          hex("404142434445464748494a4b4c4d4e4f"),
                          hex("10111213141516"),
                          hex("0001020304050607"),
                          hex("20212223"),
                          {},
                          4};
  const Outcome outcome = module->aead()->perform(ccm);
  INFO(outcome.reason);
  CHECK(to_hex(outcome.output) == "7162015b4dac255d");
}

TEST_CASE("GnuTLS verifies RSA, DSA and ECDSA signatures that OpenSSL made, also with SHA-1") {
  const auto module = start_gnutls(Mode::contrast);
  check_accepts(*module, rsa(SignatureScheme::rsa_pkcs1, Hash::sha256, kRsa2048Pkcs1Sha256));
  check_accepts(*module, rsa(SignatureScheme::rsa_pkcs1, Hash::sha1, kRsa2048Pkcs1Sha1));
  check_accepts(*module, rsa(SignatureScheme::rsa_pss, Hash::sha256, kRsa2048PssSha256Salt32, 32));
  check_accepts(*module, rsa(SignatureScheme::rsa_pss, Hash::sha384, kRsa2048PssSha384Salt20, 20));
  check_accepts(*module, dsa(Hash::sha256, kDsa2048Sha256));
  check_accepts(*module, dsa(Hash::sha384, kDsa2048Sha384));
  check_accepts(*module, ecdsa(Curve::p256, Hash::sha256, kP256X, kP256Y, kP256Sha256));
  check_accepts(*module, ecdsa(Curve::p256, Hash::sha512, kP256X, kP256Y, kP256Sha512));
  check_accepts(*module, ecdsa(Curve::p384, Hash::sha384, kP384X, kP384Y, kP384Sha384));
  check_accepts(*module, ecdsa(Curve::p521, Hash::sha512, kP521X, kP521Y, kP521Sha512));
}

TEST_CASE("GnuTLS rejects a point that is not on the curve and a signature of the wrong length, as not authentic") {
  const auto module = start_gnutls(Mode::contrast);
  VerifyOperation off_curve = ecdsa(Curve::p256, Hash::sha256, kP256X, kP256Y, kP256Sha256);
  std::get<EcPublicKey>(off_curve.key).y.back() ^= 1;
  check_rejects(*module, off_curve);
  VerifyOperation shorter = rsa(SignatureScheme::rsa_pkcs1, Hash::sha256, kRsa2048Pkcs1Sha256);
  shorter.signature.pop_back();
  check_rejects(*module, shorter);
}

TEST_CASE("GnuTLS's self-tests pass for each algorithm that has one, and an empty power-up call is not called a pass") {
  const auto module = start_gnutls(Mode::contrast);
  std::size_t passed = 0;
  for (const SelfTestResult& result : module->self_tests()) {
    INFO(result.name << ": " << result.detail);
    CHECK(result.value != SelfTestResult::Value::fail);
    if (result.value == SelfTestResult::Value::pass) ++passed;
    if (result.name == "gnutls_fips140_run_self_tests") CHECK(result.value == SelfTestResult::Value::not_run);
    if (result.name == "cipher AES-128-CBC") CHECK(result.value == SelfTestResult::Value::pass);
    if (result.name == "digest RIPEMD160") CHECK(result.value == SelfTestResult::Value::not_run);
  }
  CHECK(passed > 40);
}

}  // namespace
}  // namespace fipsprobe::test
