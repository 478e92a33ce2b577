#include <catch2/catch_test_macros.hpp>

#include "tests/real-modules/nss_vectors.hpp"

namespace fipsprobe::test {
namespace {

void check_rejected(const Outcome& outcome) {
  INFO(outcome.reason);
  CHECK(outcome.kind == OutcomeKind::ok);
  CHECK_FALSE(outcome.accepted);
  CHECK(outcome.output.empty());
}

void check_accepted(const Outcome& outcome) {
  INFO(outcome.reason);
  CHECK(outcome.kind == OutcomeKind::ok);
  CHECK(outcome.accepted);
}

void check_wrap(Module& module, KeyWrapOperation operation, std::string_view wrapped) {
  const Bytes key_data = operation.input;
  operation.direction = Direction::encrypt;
  CHECK(to_hex(module.key_wrap()->perform(operation).output) == wrapped);
  operation.direction = Direction::decrypt;
  operation.input = hex(wrapped);
  CHECK(module.key_wrap()->perform(operation).output == key_data);
  operation.input.back() ^= 1;
  check_rejected(module.key_wrap()->perform(operation));
  operation.input.pop_back();  // no size of a wrapped key
  check_rejected(module.key_wrap()->perform(operation));
}

void check_key_wrap(Module& module) {
  // RFC 3394 §4.1, RFC 5649 §6.
  check_wrap(module,
             {KeyWrapMode::kw,
              Cipher::aes,
              {},
              false,
              hex("000102030405060708090a0b0c0d0e0f"),
              hex("00112233445566778899aabbccddeeff")},
             "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
  const Bytes key = hex("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8");
  check_wrap(module, {KeyWrapMode::kwp, Cipher::aes, {}, false, key, hex("c37b7e6492584340bed12207808941155068f738")},
             "138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a");
  check_wrap(module, {KeyWrapMode::kwp, Cipher::aes, {}, false, key, hex("466f7250617369")},
             "afbeb0f07dfbf5419200f2ccb50bb24f");
  const KeyWrapOperation inverse{KeyWrapMode::kw, Cipher::aes, Direction::encrypt, true, key, Bytes(16)};
  CHECK(module.key_wrap()->perform(inverse).kind == OutcomeKind::unsupported);
  const KeyWrapOperation tdes{KeyWrapMode::kw, Cipher::tdes, Direction::encrypt, false, key, Bytes(16)};
  CHECK(module.key_wrap()->perform(tdes).kind == OutcomeKind::unsupported);
}

void check_rsa_decryption(Module& module) {
  RsaDecryptOperation oaep{RsaPadding::oaep, rsa_key(), hex(kOaepCiphertext), Hash::sha256, Hash::sha1, text("label")};
  CHECK(module.rsa_decryptor()->perform(oaep).output == text("secret"));
  oaep.label.clear();
  check_rejected(module.rsa_decryptor()->perform(oaep));
  oaep.ciphertext.pop_back();
  check_rejected(module.rsa_decryptor()->perform(oaep));
  oaep.hash = Hash::sha512_256;
  CHECK(module.rsa_decryptor()->perform(oaep).kind == OutcomeKind::unsupported);
  const RsaDecryptOperation pkcs1{RsaPadding::pkcs1, rsa_key_of_exponents(), hex(kPkcs1Ciphertext), {}, {}};
  CHECK(module.rsa_decryptor()->perform(pkcs1).output == text("secret"));
  // A wrong padding is not told: the same ciphertext always gives the same message, made of it and the key.
  RsaDecryptOperation wrong = pkcs1;
  wrong.ciphertext = hex(kRawCiphertext);
  const Outcome implicit = module.rsa_decryptor()->perform(wrong);
  check_accepted(implicit);
  CHECK(implicit.output != text("secret"));
  CHECK(module.rsa_decryptor()->perform(wrong).output == implicit.output);
  const RsaDecryptOperation none{RsaPadding::none, rsa_key(), hex(kRawCiphertext), {}, {}};
  const Bytes number = module.rsa_decryptor()->perform(none).output;
  REQUIRE(number.size() == 256);
  CHECK(Bytes(number.end() - 6, number.end()) == text("secret"));
}

void check_ecdh(Module& module) {
  // KAS_ECC_CDH_PrimitiveTest.txt of NIST, P-256, COUNT = 0.
  EcdhOperation ecdh{{Curve::p256, hex("7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534"), {}, {}},
                     {Curve::p256, hex("700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287"),
                      hex("db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac")}};
  CHECK(to_hex(module.ecdh()->perform(ecdh).output) == "46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b");
  ecdh.peer.y.back() ^= 1;
  check_rejected(module.ecdh()->perform(ecdh));
}

void check_ffdh(Module& module) {
  FfdhOperation ffdh{ffdh_key(), hex(kDsa2048Y)};
  CHECK(to_hex(module.ffdh()->perform(ffdh).output) == kFfdhZ);
  for (const Bytes& outside : {Bytes{1}, Bytes{2}, hex(kDsa2048P)}) {
    ffdh.peer = outside;
    check_rejected(module.ffdh()->perform(ffdh));
  }
}

void check_validation(Module& module) {
  EcPublicKey ec{Curve::p384, hex(kP384X), hex(kP384Y)};
  check_accepted(module.key_validator()->perform({ec}));
  ec.x.back() ^= 1;
  check_rejected(module.key_validator()->perform({ec}));
  ec.x.insert(ec.x.begin(), 1);
  check_rejected(module.key_validator()->perform({ec}));
  DsaPublicKey dsa{hex(kDsa2048P), hex(kDsa2048Q), hex(kDsa2048G), hex(kDsa2048Y)};
  check_accepted(module.key_validator()->perform({dsa}));
  dsa.y = {2};
  check_rejected(module.key_validator()->perform({dsa}));
  check_accepted(module.key_validator()->perform({RsaPublicKey{hex(kN), hex("010001")}}));
  const EcPublicKey p192{Curve::p192, Bytes(24, 1), Bytes(24, 1)};
  CHECK(module.key_validator()->perform({p192}).kind == OutcomeKind::unsupported);
}

void check_keys(const char* path, Mode mode) {
  const auto module = start_module("nss", path, mode);
  check_key_wrap(*module);
  check_rsa_decryption(*module);
  check_ecdh(*module);
  check_ffdh(*module);
  check_validation(*module);
}

TEST_CASE("NSS 3.112 wraps, decrypts, agrees on and validates keys in FIPS mode") { check_keys(kNss3112, Mode::fips); }
TEST_CASE("NSS 3.112 wraps, decrypts, agrees on and validates keys without FIPS mode") { check_keys(kNss3112, Mode::contrast); }
TEST_CASE("NSS 3.110 wraps, decrypts, agrees on and validates keys in FIPS mode") { check_keys(kNss3110, Mode::fips); }
TEST_CASE("NSS 3.90 wraps, decrypts, agrees on and validates keys in FIPS mode") { check_keys(kNss390, Mode::fips); }
TEST_CASE("NSS 3.87 wraps, decrypts, agrees on and validates keys in FIPS mode") { check_keys(kNss387, Mode::fips); }

}  // namespace
}  // namespace fipsprobe::test
