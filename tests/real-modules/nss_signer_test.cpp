#include <catch2/catch_test_macros.hpp>

#include "tests/real-modules/nss_vectors.hpp"

namespace fipsprobe::test {
namespace {

bool accepts(Module& module, const VerifyOperation& operation) {
  const Outcome outcome = module.verifier()->perform(operation);
  return outcome.kind == OutcomeKind::ok && outcome.accepted;
}

// check_own_signature expects that the module accepts its signature, and not for another message.
void check_own_signature(Module& module, const SignOperation& operation) {
  const Outcome signature = module.signer()->perform(operation);
  INFO(describe(operation) << ": " << signature.reason);
  REQUIRE(signature.kind == OutcomeKind::ok);
  VerifyOperation check{.scheme = operation.scheme,
                        .hash = operation.hash,
                        .key = public_part(operation.key),
                        .salt_length = operation.salt_length,
                        .message = operation.message,
                        .signature = signature.output};
  CHECK(accepts(module, check));
  check.message.push_back('!');
  CHECK_FALSE(accepts(module, check));
}

void check_rsa(Module& module) {
  SignOperation rsa{SignatureScheme::rsa_pkcs1, Hash::sha256, rsa_key(), 0, text(kSignedMessage)};
  CHECK(to_hex(module.signer()->perform(rsa).output) == kPkcs1Sha256Signature);
  rsa.key = rsa_key_of_exponents();
  CHECK(to_hex(module.signer()->perform(rsa).output) == kPkcs1Sha256Signature);
  RsaPrivateKey without_d = rsa_key();
  without_d.d.clear();
  rsa.key = without_d;
  CHECK(to_hex(module.signer()->perform(rsa).output) == kPkcs1Sha256Signature);
  check_own_signature(module, {SignatureScheme::rsa_pss, Hash::sha384, rsa_key(), 20, text("abc")});
  rsa.scheme = SignatureScheme::rsa_x931;
  CHECK(module.signer()->perform(rsa).kind == OutcomeKind::unsupported);
}

void check_dsa_and_ecdsa(Module& module) {
  DsaPrivateKey dsa = ffdh_key();
  dsa.y = hex(kFfdhY);
  check_own_signature(module, {SignatureScheme::dsa, Hash::sha256, dsa, 0, text("abc")});
  check_own_signature(module, {SignatureScheme::dsa, Hash::sha512, dsa, 0, text("abc")});
  check_own_signature(module, {SignatureScheme::ecdsa, Hash::sha256, p256_key(), 0, text("abc")});
  check_own_signature(module, {SignatureScheme::ecdsa, Hash::sha512, p256_key(), 0, text("abc")});
  EcPrivateKey without_point = p256_key();
  without_point.x.clear();
  without_point.y.clear();
  const Outcome signature = module.signer()->perform({SignatureScheme::ecdsa, Hash::sha256, without_point, 0, text("abc")});
  CHECK(signature.output.size() == 64);
  EcPrivateKey k233{.curve = Curve::k233, .d = {5}, .x = {}, .y = {}};
  CHECK(module.signer()->perform({SignatureScheme::ecdsa, Hash::sha256, k233, 0, text("abc")}).kind ==
        OutcomeKind::unsupported);
}

// check_fresh expects a new key pair, whose signature verifies under the public key that came with it.
void check_fresh(Module& module, const KeyGenerationOperation& operation) {
  const Outcome fresh = module.key_generator()->perform(operation);
  INFO(describe(operation) << ": " << fresh.reason);
  REQUIRE(fresh.kind == OutcomeKind::ok);
  REQUIRE(fresh.public_key);
  CHECK(accepts(module, {.scheme = operation.scheme,
                         .hash = operation.hash,
                         .key = *fresh.public_key,
                         .salt_length = operation.salt_length,
                         .message = operation.message,
                         .signature = fresh.output}));
  const Outcome other = module.key_generator()->perform(operation);
  CHECK(other.public_key != fresh.public_key);
}

void check_generation(Module& module) {
  check_fresh(module, {SignatureScheme::rsa_pkcs1, 2048, {}, Hash::sha256, 0, text("abc")});
  check_fresh(module, {SignatureScheme::rsa_pss, 2048, {}, Hash::sha256, 32, text("abc")});
  check_fresh(module, {SignatureScheme::ecdsa, 0, Curve::p256, Hash::sha256, 0, text("abc")});
  check_fresh(module, {SignatureScheme::ecdsa, 0, Curve::p521, Hash::sha512, 0, text("abc")});
  const KeyGenerationOperation p192{SignatureScheme::ecdsa, 0, Curve::p192, Hash::sha256, 0, text("abc")};
  CHECK(module.key_generator()->perform(p192).kind == OutcomeKind::unsupported);
}

void check_verifier(Module& module) {
  // The hash of MGF1 is part of the PSS signature: with another one it is not accepted.
  VerifyOperation pss{.scheme = SignatureScheme::rsa_pss,
                      .hash = Hash::sha256,
                      .key = RsaPublicKey{hex(kRsa2048N), hex("010001")},
                      .salt_length = 32,
                      .message = text(kSignedMessage),
                      .signature = hex(kRsa2048PssSha256Salt32)};
  CHECK(accepts(module, pss));
  pss.mgf_hash = Hash::sha256;
  CHECK(accepts(module, pss));
  pss.mgf_hash = Hash::sha1;
  CHECK_FALSE(accepts(module, pss));
  VerifyOperation der{.scheme = SignatureScheme::ecdsa,
                      .hash = Hash::sha256,
                      .key = public_part(p256_key()),
                      .salt_length = 0,
                      .message = text("abc"),
                      .signature = {0x30, 0x00},
                      .encoding = SignatureEncoding::der};
  CHECK(module.verifier()->perform(der).kind == OutcomeKind::unsupported);
}

void check_signatures(const char* path, Mode mode) {
  const auto module = start_module("nss", path, mode);
  check_rsa(*module);
  check_dsa_and_ecdsa(*module);
  check_generation(*module);
  check_verifier(*module);
}

TEST_CASE("NSS 3.112 signs with given and with fresh keys in FIPS mode") { check_signatures(kNss3112, Mode::fips); }
TEST_CASE("NSS 3.112 signs with given and with fresh keys without FIPS mode") { check_signatures(kNss3112, Mode::contrast); }
TEST_CASE("NSS 3.110 signs with given and with fresh keys in FIPS mode") { check_signatures(kNss3110, Mode::fips); }
TEST_CASE("NSS 3.90 signs with given and with fresh keys in FIPS mode") { check_signatures(kNss390, Mode::fips); }
TEST_CASE("NSS 3.87 signs with given and with fresh keys in FIPS mode") { check_signatures(kNss387, Mode::fips); }

}  // namespace
}  // namespace fipsprobe::test
