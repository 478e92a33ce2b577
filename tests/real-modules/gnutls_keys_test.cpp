#include <catch2/catch_test_macros.hpp>

#include "tests/real-modules/rsa_examples.hpp"
#include "tests/support/bytes.hpp"
#include "tests/support/real_module.hpp"

namespace fipsprobe::test {
namespace {

const std::filesystem::path kDebian = "debian12-gnutls/libgnutls.so.30";

std::unique_ptr<Module> start_gnutls() { return start_module("gnutls", kDebian, Mode::contrast); }

RsaPrivateKey oaep_key() {
  return {hex(kOaepN), hex("010001"), hex(kOaepD), hex(kOaepP), hex(kOaepQ), hex(kOaepDp), hex(kOaepDq), hex(kOaepQinv)};
}

// RFC 6979 Appendix A.2.5.
EcPrivateKey p256_key() {
  return {Curve::p256, hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"),
          hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
          hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")};
}

// check_verifies has the module verify a signature of "abc", and not verify it of another message.
void check_verifies(Module& module, const Outcome& made, VerifyOperation operation) {
  INFO(describe(operation));
  INFO(made.reason);
  REQUIRE(made.kind == OutcomeKind::ok);
  operation.message = hex("616263");
  operation.signature = made.output;
  CHECK(module.verifier()->perform(operation).accepted);
  operation.message.push_back('.');
  CHECK_FALSE(module.verifier()->perform(operation).accepted);
}

void check_signs(Module& module, SignatureScheme scheme, Hash hash, const PrivateKey& key, std::size_t salt_length = 0) {
  VerifyOperation verify;
  verify.scheme = scheme;
  verify.hash = hash;
  verify.key = public_part(key);
  verify.salt_length = salt_length;
  check_verifies(module, module.signer()->perform({scheme, hash, key, salt_length, hex("616263")}), verify);
}

void check_generates(Module& module, const KeyGenerationOperation& operation) {
  const Outcome made = module.key_generator()->perform(operation);
  INFO(describe(operation) << ": " << made.reason);
  REQUIRE(made.public_key.has_value());
  VerifyOperation verify;
  verify.scheme = operation.scheme;
  verify.hash = operation.hash;
  verify.key = *made.public_key;
  verify.salt_length = operation.salt_length;
  check_verifies(module, made, verify);
}

TEST_CASE("GnuTLS verifies what it signs with RSA and ECDSA") {
  const auto module = start_gnutls();
  check_signs(*module, SignatureScheme::rsa_pkcs1, Hash::sha256, oaep_key());
  check_signs(*module, SignatureScheme::rsa_pkcs1, Hash::sha1, oaep_key());
  check_signs(*module, SignatureScheme::rsa_pss, Hash::sha256, oaep_key(), 32);
  check_signs(*module, SignatureScheme::rsa_pss, Hash::sha512, oaep_key(), 64);
  check_signs(*module, SignatureScheme::rsa_pss, Hash::sha384, oaep_key(), 0);
  CHECK(module->signer()->perform({SignatureScheme::rsa_pss, Hash::sha512, oaep_key(), 20, {}}).kind ==
        OutcomeKind::unsupported);
  check_signs(*module, SignatureScheme::ecdsa, Hash::sha256, p256_key());
  check_signs(*module, SignatureScheme::ecdsa, Hash::sha512, p256_key());
}

TEST_CASE("GnuTLS signs and decrypts with RSA to what OpenSSL made") {
  const auto module = start_gnutls();
  const Outcome made = module->signer()->perform({SignatureScheme::rsa_pkcs1, Hash::sha256, oaep_key(), 0, hex("616263")});
  CHECK(to_hex(made.output) == kAbcSignature);
  const Outcome plain = module->rsa_decryptor()->perform({RsaPadding::pkcs1, oaep_key(), hex(kAbcCiphertext), {}, {}});
  INFO(plain.reason);
  CHECK(to_hex(plain.output) == "616263");
}

TEST_CASE("GnuTLS takes an RSA private key without the numbers of its Chinese remainder form") {
  const auto module = start_gnutls();
  RsaPrivateKey key = oaep_key();
  key.dp.clear();
  key.dq.clear();
  key.qinv.clear();
  check_signs(*module, SignatureScheme::rsa_pkcs1, Hash::sha256, key);
  key.p.clear();
  CHECK(module->signer()->perform({SignatureScheme::rsa_pkcs1, Hash::sha256, key, 0, {}}).kind == OutcomeKind::unsupported);
}

TEST_CASE("GnuTLS generates RSA, DSA and EC keys, whose signatures verify") {
  const auto module = start_gnutls();
  check_generates(*module, {SignatureScheme::rsa_pkcs1, 2048, {}, Hash::sha256, 0, hex("616263")});
  check_generates(*module, {SignatureScheme::rsa_pss, 2048, {}, Hash::sha384, 48, hex("616263")});
  check_generates(*module, {SignatureScheme::dsa, 2048, {}, Hash::sha256, 0, hex("616263")});
  for (const Curve curve : {Curve::p256, Curve::p384, Curve::p521}) {
    check_generates(*module, {SignatureScheme::ecdsa, 0, curve, Hash::sha256, 0, hex("616263")});
  }
  CHECK(module->key_generator()->perform({SignatureScheme::ecdsa, 0, Curve::k233}).kind == OutcomeKind::unsupported);
}

TEST_CASE("GnuTLS takes a signature in DER as it is, and rejects what is no DER") {
  const auto module = start_gnutls();
  const Outcome made = module->signer()->perform({SignatureScheme::ecdsa, Hash::sha256, p256_key(), 0, hex("616263")});
  REQUIRE(made.output.size() == 64);
  VerifyOperation verify;
  verify.scheme = SignatureScheme::ecdsa;
  verify.hash = Hash::sha256;
  verify.key = public_part(p256_key());
  verify.message = hex("616263");
  verify.encoding = SignatureEncoding::der;
  verify.signature = made.output;
  const Outcome raw = module->verifier()->perform(verify);
  INFO(raw.reason);
  CHECK(raw.kind == OutcomeKind::ok);
  CHECK_FALSE(raw.accepted);

  // The leading zero keeps each number positive (X.690 §8.3).
  Bytes der = hex("30460221");
  der.push_back(0);
  der.insert(der.end(), made.output.begin(), made.output.begin() + 32);
  const Bytes middle = hex("022100");
  der.insert(der.end(), middle.begin(), middle.end());
  der.insert(der.end(), made.output.begin() + 32, made.output.end());
  const bool minimal = (made.output[0] & 0x80U) != 0 && (made.output[32] & 0x80U) != 0;
  verify.signature = der;
  if (minimal) CHECK(module->verifier()->perform(verify).accepted);
}

TEST_CASE("GnuTLS has one hash for PSS and MGF1") {
  const auto module = start_gnutls();
  VerifyOperation pss;
  pss.scheme = SignatureScheme::rsa_pss;
  pss.hash = Hash::sha256;
  pss.mgf_hash = Hash::sha1;
  pss.key = RsaPublicKey{hex(kOaepN), hex("010001")};
  CHECK(module->verifier()->perform(pss).kind == OutcomeKind::unsupported);
}

// A PKCS#1 v1.5 block of type 1 is what a signature opens to; decryption wants type 2 (RFC 8017 §7.2.2).
TEST_CASE("GnuTLS rejects a ciphertext with a wrong padding, and has neither OAEP nor bare RSA in 3.7") {
  const auto module = start_gnutls();
  RsaDecryptOperation operation{RsaPadding::pkcs1, oaep_key(), hex(kExampleOaepCiphertext), Hash::sha1, Hash::sha1};
  const Outcome wrong = module->rsa_decryptor()->perform(operation);
  INFO(wrong.reason);
  CHECK(wrong.kind == OutcomeKind::ok);
  CHECK_FALSE(wrong.accepted);
  operation.ciphertext.pop_back();
  CHECK_FALSE(module->rsa_decryptor()->perform(operation).accepted);
  operation.padding = RsaPadding::oaep;
  CHECK(module->rsa_decryptor()->perform(operation).kind == OutcomeKind::unsupported);
  operation.padding = RsaPadding::none;
  CHECK(module->rsa_decryptor()->perform(operation).kind == OutcomeKind::unsupported);
}

TEST_CASE("GnuTLS 3.7 agrees on keys only inside TLS, and says so") {
  const auto module = start_gnutls();
  const Outcome ecdh = module->ecdh()->perform({p256_key(), std::get<EcPublicKey>(public_part(p256_key()))});
  CHECK(ecdh.kind == OutcomeKind::unsupported);
  CHECK(ecdh.reason.find("gnutls_privkey_derive_secret") != std::string::npos);
  CHECK(module->ffdh()->perform({}).kind == OutcomeKind::unsupported);
  CHECK(module->drbg() == nullptr);
  CHECK(module->key_wrap() == nullptr);
}

TEST_CASE("GnuTLS tells points of a curve from others") {
  const auto module = start_gnutls();
  auto key = std::get<EcPublicKey>(public_part(p256_key()));
  CHECK(module->key_validator()->perform({key}).accepted);
  key.y.back() ^= 1;
  const Outcome off_curve = module->key_validator()->perform({key});
  INFO(off_curve.reason);
  CHECK(off_curve.kind == OutcomeKind::ok);
  CHECK_FALSE(off_curve.accepted);
  CHECK(module->key_validator()->perform({RsaPublicKey{hex(kOaepN), hex("010001")}}).accepted);
  CHECK(module->key_validator()->perform({DsaPublicKey{}}).kind == OutcomeKind::unsupported);
}

}  // namespace
}  // namespace fipsprobe::test
