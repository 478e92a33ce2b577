#include <catch2/catch_test_macros.hpp>

#include "tests/real-modules/rsa_examples.hpp"
#include "tests/support/bytes.hpp"
#include "tests/support/real_module.hpp"

namespace fipsprobe::test {
namespace {

const std::filesystem::path kAl2 = "al2-libgcrypt/libgcrypt.so.11";
const std::filesystem::path kDebian = "debian12-libgcrypt/libgcrypt.so.20";

std::unique_ptr<Module> start_libgcrypt(const std::filesystem::path& path, Mode mode) {
  return start_module("libgcrypt", path, mode);
}

RsaPrivateKey oaep_key() {
  return {hex(kOaepN), hex("010001"), hex(kOaepD), hex(kOaepP), hex(kOaepQ), hex(kOaepDp), hex(kOaepDq), hex(kOaepQinv)};
}

RsaPrivateKey siggen_key() { return {hex(kSigGenN), hex(kSigGenE), hex(kSigGenD), {}, {}, {}, {}, {}}; }

// RFC 6979 Appendix A.2.5.
EcPrivateKey p256_key() {
  return {Curve::p256, hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"),
          hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
          hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")};
}

// check_signs has the module sign, and verify what it signed.
void check_signs(Module& module, const SignOperation& operation) {
  INFO(describe(operation));
  const Outcome made = module.signer()->perform(operation);
  INFO(made.reason);
  REQUIRE(made.kind == OutcomeKind::ok);
  VerifyOperation verify;
  verify.scheme = operation.scheme;
  verify.hash = operation.hash;
  verify.key = public_part(operation.key);
  verify.salt_length = operation.salt_length;
  verify.message = operation.message;
  verify.signature = made.output;
  CHECK(module.verifier()->perform(verify).accepted);
  verify.message.push_back('.');
  CHECK_FALSE(module.verifier()->perform(verify).accepted);
}

// check_generates has the module make a pair with a signature, and verify that under the public key.
void check_generates(Module& module, const KeyGenerationOperation& operation) {
  INFO(describe(operation));
  const Outcome made = module.key_generator()->perform(operation);
  INFO(made.reason);
  REQUIRE(made.kind == OutcomeKind::ok);
  REQUIRE(made.public_key.has_value());
  VerifyOperation verify;
  verify.scheme = operation.scheme;
  verify.hash = operation.hash;
  verify.key = *made.public_key;
  verify.salt_length = operation.salt_length;
  verify.message = operation.message;
  verify.signature = made.output;
  CHECK(module.verifier()->perform(verify).accepted);
}

void check_rsa_answers(Module& module) {
  const SignOperation pkcs1{SignatureScheme::rsa_pkcs1, Hash::sha256, siggen_key(), 0, hex(kSigGenMessage)};
  const Outcome signature = module.signer()->perform(pkcs1);
  INFO(signature.reason);
  CHECK(to_hex(signature.output) == kSigGenSignature);

  RsaDecryptOperation oaep{RsaPadding::oaep, oaep_key(), hex(kExampleOaepCiphertext), Hash::sha1, Hash::sha1};
  const Outcome plain = module.rsa_decryptor()->perform(oaep);
  INFO(plain.reason);
  CHECK(to_hex(plain.output) == kOaepMessage);
  oaep.label = {1};
  CHECK_FALSE(module.rsa_decryptor()->perform(oaep).accepted);
  oaep.label.clear();
  oaep.key.d.clear();
  CHECK(to_hex(module.rsa_decryptor()->perform(oaep).output) == kOaepMessage);
  oaep.key = {oaep.key.n, oaep.key.e, hex(kOaepD), {}, {}, {}, {}, {}};
  CHECK(to_hex(module.rsa_decryptor()->perform(oaep).output) == kOaepMessage);
  oaep.mgf_hash = Hash::sha256;
  CHECK(module.rsa_decryptor()->perform(oaep).kind == OutcomeKind::unsupported);
  RsaDecryptOperation pkcs1_block{RsaPadding::pkcs1, oaep_key(), hex(kAbcCiphertext), {}, {}};
  CHECK(to_hex(module.rsa_decryptor()->perform(pkcs1_block).output) == "616263");
  oaep.padding = RsaPadding::pkcs1;
  const Outcome wrong = module.rsa_decryptor()->perform(oaep);
  CHECK(wrong.kind == OutcomeKind::ok);
  CHECK_FALSE(wrong.accepted);
}

TEST_CASE("libgcrypt 1.5 in FIPS mode signs and decrypts with RSA to the published answers") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  check_rsa_answers(*module);
}

TEST_CASE("libgcrypt 1.10 in FIPS mode signs and decrypts with RSA to the published answers") {
  const auto module = start_libgcrypt(kDebian, Mode::fips);
  check_rsa_answers(*module);
}

// RSADP of 1 is 1, and its output is as long as the modulus.
TEST_CASE("libgcrypt's bare RSA primitive gives as many bytes as the modulus") {
  const auto module = start_libgcrypt(kDebian, Mode::contrast);
  Bytes one(256);
  one.back() = 1;
  const Outcome outcome = module->rsa_decryptor()->perform({RsaPadding::none, oaep_key(), one, {}, {}});
  INFO(outcome.reason);
  CHECK(outcome.output == one);
  const Outcome shorter = module->rsa_decryptor()->perform({RsaPadding::none, oaep_key(), Bytes{1}, {}, {}});
  CHECK_FALSE(shorter.accepted);
}

TEST_CASE("libgcrypt 1.5 verifies what it signs, with RSA PSS and a salt of 20 bytes too") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  check_signs(*module, {SignatureScheme::rsa_pss, Hash::sha256, oaep_key(), 20, hex("616263")});
  check_signs(*module, {SignatureScheme::rsa_pss, Hash::sha1, siggen_key(), 20, hex("616263")});
  const Outcome ecdsa = module->signer()->perform({SignatureScheme::ecdsa, Hash::sha256, p256_key(), 0, hex("616263")});
  CHECK(ecdsa.kind == OutcomeKind::unsupported);
  CHECK(ecdsa.reason.find("\"ecc\"") != std::string::npos);
}

TEST_CASE("libgcrypt 1.10 verifies what it signs with RSA PSS and ECDSA, in FIPS mode") {
  const auto module = start_libgcrypt(kDebian, Mode::fips);
  check_signs(*module, {SignatureScheme::rsa_pss, Hash::sha384, oaep_key(), 48, hex("616263")});
  check_signs(*module, {SignatureScheme::rsa_pss, Hash::sha512, oaep_key(), 0, hex("616263")});
  check_signs(*module, {SignatureScheme::ecdsa, Hash::sha256, p256_key(), 0, hex("616263")});
  check_signs(*module, {SignatureScheme::ecdsa, Hash::sha512, p256_key(), 0, hex("616263")});
}

TEST_CASE("libgcrypt 1.5 generates RSA and DSA keys in FIPS mode, whose signatures verify") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  check_generates(*module, {SignatureScheme::rsa_pkcs1, 2048, {}, Hash::sha256, 0, hex("616263")});
  check_generates(*module, {SignatureScheme::dsa, 2048, {}, Hash::sha256, 0, hex("616263")});
}

TEST_CASE("libgcrypt 1.10 generates RSA and EC keys in FIPS mode, whose signatures verify") {
  const auto module = start_libgcrypt(kDebian, Mode::fips);
  check_generates(*module, {SignatureScheme::rsa_pss, 2048, {}, Hash::sha256, 32, hex("616263")});
  for (const Curve curve : {Curve::p224, Curve::p256, Curve::p384, Curve::p521}) {
    check_generates(*module, {SignatureScheme::ecdsa, 0, curve, Hash::sha384, 0, hex("616263")});
  }
  CHECK(module->key_generator()->perform({SignatureScheme::dsa, 2048, {}}).kind == OutcomeKind::refused);
  CHECK(module->key_generator()->perform({SignatureScheme::ecdsa, 0, Curve::k233}).kind == OutcomeKind::unsupported);
}

// CAVP KAS_ECC_CDH_PrimitiveTest, [P-256], COUNT = 0.
EcdhOperation cavp_ecdh() {
  return {{Curve::p256, hex("7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534"), {}, {}},
          {Curve::p256, hex("700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287"),
           hex("db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac")}};
}

TEST_CASE("libgcrypt 1.10 agrees on the published ECDH secret and rejects a point that is not on the curve") {
  const auto module = start_libgcrypt(kDebian, Mode::fips);
  EcdhOperation operation = cavp_ecdh();
  const Outcome shared = module->ecdh()->perform(operation);
  INFO(shared.reason);
  CHECK(to_hex(shared.output) == "46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b");
  operation.peer.y.back() ^= 1;
  const Outcome off_curve = module->ecdh()->perform(operation);
  INFO(off_curve.reason);
  CHECK(off_curve.kind == OutcomeKind::ok);
  CHECK_FALSE(off_curve.accepted);
}

TEST_CASE("libgcrypt 1.5 of Amazon Linux 2 has no curves") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  CHECK(module->ecdh()->perform(cavp_ecdh()).kind == OutcomeKind::unsupported);
  CHECK(module->key_validator() == nullptr);
}

TEST_CASE("libgcrypt 1.10 tells points of a curve from others, and from numbers that are too large") {
  const auto module = start_libgcrypt(kDebian, Mode::fips);
  EcPublicKey key = cavp_ecdh().peer;
  CHECK(module->key_validator()->perform({key}).accepted);
  EcPublicKey off_curve = key;
  off_curve.y.back() ^= 1;
  const Outcome rejected = module->key_validator()->perform({off_curve});
  CHECK(rejected.kind == OutcomeKind::ok);
  CHECK_FALSE(rejected.accepted);
  // x + p, with p = 2^256 - 2^224 + 2^192 + 2^96 - 1.
  key.x = hex("01700c48f67f56584d5cc632ca65640db91b6baccf3a4df6b42ce7cc838833d286");
  CHECK_FALSE(module->key_validator()->perform({key}).accepted);
  CHECK(module->key_validator()->perform({RsaPublicKey{hex(kOaepN), hex("010001")}}).kind == OutcomeKind::unsupported);
  key.curve = Curve::p192;
  CHECK(module->key_validator()->perform({key}).kind == OutcomeKind::refused);
}

TEST_CASE("libgcrypt takes no DER signature and no MGF1 hash of its own, and says so") {
  const auto module = start_libgcrypt(kDebian, Mode::contrast);
  VerifyOperation operation;
  operation.scheme = SignatureScheme::ecdsa;
  operation.hash = Hash::sha256;
  operation.key = public_part(p256_key());
  operation.encoding = SignatureEncoding::der;
  operation.signature = hex("3006020101020101");
  CHECK(module->verifier()->perform(operation).kind == OutcomeKind::unsupported);
  VerifyOperation pss;
  pss.scheme = SignatureScheme::rsa_pss;
  pss.hash = Hash::sha256;
  pss.mgf_hash = Hash::sha1;
  pss.key = RsaPublicKey{hex(kOaepN), hex("010001")};
  pss.signature = Bytes(256);
  CHECK(module->verifier()->perform(pss).kind == OutcomeKind::unsupported);
  pss.mgf_hash = std::nullopt;
  pss.hash = Hash::shake128;
  CHECK(module->verifier()->perform(pss).kind == OutcomeKind::unsupported);
}

}  // namespace
}  // namespace fipsprobe::test
