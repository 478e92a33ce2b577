#include "tests/real-modules/openssl_start.hpp"
#include "tests/real-modules/rsa_examples.hpp"
#include "tests/real-modules/signatures_by_openssl.hpp"

namespace fipsprobe::test {
namespace {

// Keys with only the parts that a vector file gives: n, e, d, or n, e and the primes.
RsaPrivateKey rsa_by_exponent() { return {hex(kOaepN), hex("010001"), hex(kOaepD), {}, {}, {}, {}, {}}; }
RsaPrivateKey rsa_by_primes() {
  return {hex(kOaepN), hex("010001"), {}, hex(kOaepP), hex(kOaepQ), hex(kOaepDp), hex(kOaepDq), hex(kOaepQinv)};
}

// RFC 6979 §A.2.5: P-256.
EcPrivateKey p256() {
  return {Curve::p256, hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"),
          hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
          hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299")};
}

// check_signer: what the module signs, it verifies, and not for another message.
void check_signer(Module& module, SignatureScheme scheme, Hash hash, const PrivateKey& key) {
  const SignOperation operation{scheme, hash, key, 20, text("sample")};
  const Outcome made = module.signer()->perform(operation);
  INFO(describe(operation) << ": " << made.reason);
  REQUIRE(made.kind == OutcomeKind::ok);
  VerifyOperation verify{scheme, hash, public_part(key), 20, operation.message, made.output};
  REQUIRE(module.verifier()->perform(verify).accepted);
  verify.message = text("another");
  require_rejected(module.verifier()->perform(verify));
}

void check_signers(Module& module) {
  check_signer(module, SignatureScheme::rsa_pkcs1, Hash::sha256, rsa_by_exponent());
  check_signer(module, SignatureScheme::rsa_pss, Hash::sha384, rsa_by_primes());
  check_signer(module, SignatureScheme::rsa_x931, Hash::sha256, rsa_by_exponent());
  check_signer(module, SignatureScheme::ecdsa, Hash::sha256, p256());
  const SignOperation x931{SignatureScheme::rsa_x931, Hash::sha224, rsa_by_exponent(), 0, text("sample")};
  require_kind(module.signer()->perform(x931), OutcomeKind::unsupported, "no X9.31 hash identifier for SHA-224");
}

// check_generated: the signature that comes with a fresh key verifies under it.
void check_generated(Module& module, const KeyGenerationOperation& operation) {
  const Outcome made = module.key_generator()->perform(operation);
  INFO(describe(operation) << ": " << made.reason);
  REQUIRE(made.kind == OutcomeKind::ok);
  REQUIRE(made.public_key);
  const VerifyOperation verify{operation.scheme,      operation.hash,    *made.public_key,
                               operation.salt_length, operation.message, made.output};
  REQUIRE(module.verifier()->perform(verify).accepted);
}

void check_generators(Module& module) {
  check_generated(module, {SignatureScheme::rsa_pss, 2048, {}, Hash::sha256, 32, text("fresh")});
  check_generated(module, {SignatureScheme::ecdsa, 0, Curve::p384, Hash::sha384, 0, text("fresh")});
}

RsaDecryptOperation oaep() {
  return {RsaPadding::oaep, rsa_by_exponent(), hex(kExampleOaepCiphertext), Hash::sha1, Hash::sha1};
}

void check_decryption(Module& module) {
  REQUIRE(output_of(module.rsa_decryptor()->perform(oaep())) == kOaepMessage);
  RsaDecryptOperation by_primes = oaep();
  by_primes.key = rsa_by_primes();
  REQUIRE(output_of(module.rsa_decryptor()->perform(by_primes)) == kOaepMessage);
  RsaDecryptOperation labelled = oaep();
  labelled.label = text("label");
  require_rejected(module.rsa_decryptor()->perform(labelled));
  // The padding is not PKCS#1 v1.5's. A library with implicit rejection would return random bytes.
  RsaDecryptOperation pkcs1 = oaep();
  pkcs1.padding = RsaPadding::pkcs1;
  require_rejected(module.rsa_decryptor()->perform(pkcs1));
  RsaDecryptOperation primitive = oaep();
  primitive.padding = RsaPadding::none;
  const Outcome block = module.rsa_decryptor()->perform(primitive);
  REQUIRE(output_of(block).size() == 512);  // hexadecimal digits
  REQUIRE(block.output.front() == 0);       // RFC 8017 §7.1.1: EM begins with a zero byte
  primitive.ciphertext = hex(kOaepN);       // not below n
  require_rejected(module.rsa_decryptor()->perform(primitive));
}

// NIST's KAS_ECC_CDH_PrimitiveTest, P-256, COUNT 0.
EcdhOperation ecdh() {
  return {{Curve::p256, hex("7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534"), {}, {}},
          {Curve::p256, hex("700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287"),
           hex("db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac")}};
}

// The peer's key to the power of 3 modulo p, computed with Python.
constexpr std::string_view kFfdhSecret =
    "6c5370d670a03a6c94ebf30a336e39be0d8a846f72402fa652d8adbf16127db98420f2c268b78f9326ea1ab9f047aa70b040be8b"
    "b19f94c28fa3f3b6c4121d34ed62e5fd38e09542cddb5d1a8c73673ec7199972d731515ce502acdf5b6f85bd0dfb3f7e663b6de1"
    "6c43479d0e5fbbdf0b5a27b41cbcf36448f5e9ff90c5dfe6ff265737a5de5db2871154bdaf2bb87077048483e717c645dd3ad922"
    "0172226ea80c4afff5492d1634363120ca91781cd75b0c53f9838cbf19b1c78b012c2ea29dd5090c79730c0c257e17714bbbae88"
    "91f392583f7f4933d9a35184b8ac39649ec0b9480a7ea4b8024134494ac9849a31c2f9196b6653433c0a461f2f5f2eb7";

void check_agreement(Module& module) {
  REQUIRE(output_of(module.ecdh()->perform(ecdh())) == "46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b");
  EcdhOperation off_curve = ecdh();
  off_curve.peer.y.back() ^= 1U;
  require_rejected(module.ecdh()->perform(off_curve));
  FfdhOperation ffdh{{hex(kDsa2048P), hex(kDsa2048Q), hex(kDsa2048G), hex("03"), {}}, hex(kDsa2048Y)};
  REQUIRE(output_of(module.ffdh()->perform(ffdh)) == kFfdhSecret);
  ffdh.peer = hex("01");  // outside [2, p - 2]
  require_rejected(module.ffdh()->perform(ffdh));
}

void check_validation(Module& module) {
  KeyValidator& validator = *module.key_validator();
  REQUIRE(validator.perform({public_part(p256())}).accepted);
  EcPublicKey off_curve = std::get<EcPublicKey>(public_part(p256()));
  off_curve.x.back() ^= 1U;
  require_rejected(validator.perform({off_curve}));
  DsaPublicKey dsa{hex(kDsa2048P), hex(kDsa2048Q), hex(kDsa2048G), hex(kDsa2048Y)};
  REQUIRE(validator.perform({dsa}).accepted);
  dsa.y.back() ^= 1U;  // outside the subgroup of order q
  require_rejected(validator.perform({dsa}));
  REQUIRE(validator.perform({RsaPublicKey{hex(kRsa2048N), hex("010001")}}).accepted);
}

// FIPS 186-3 PQGVer (CAVS 11.1), A.1.1.3, L = 1024, N = 160, SHA-1, the second case.
DsaParameterOperation parameters() {
  DsaParameterOperation operation;
  operation.hash = Hash::sha1;
  operation.p = hex(
      "9dd03ca284e00b4c8253f3fdc5c5c573d1460cb8595e24147ee36de6b1c9b26865c1a79dcc3c682978ea96d86243eb1f08ffe09aab1d9048c6e466ac"
      "fb82beeee18cc581400c958a712497b231fa19053918c871f5163c9db6d477b546d857477225037c14b825cc274120cf5dbd8a2844991fb75017884b"
      "8bad359a097a9ea1");
  operation.q = hex("9e9d6b2587d39727e87039fcb9b974f5fa424aa9");
  operation.seed = hex("a51d359c76d7e6f55de7d5debe14a510e1639e5a");
  operation.counter = 370;
  return operation;
}

void check_parameters(Module& module) {
  REQUIRE(module.dsa_parameter_validator()->perform(parameters()).accepted);
  DsaParameterOperation other_seed = parameters();
  other_seed.seed.back() ^= 1U;
  require_rejected(module.dsa_parameter_validator()->perform(other_seed));
  DsaParameterOperation other_counter = parameters();
  other_counter.counter = 371;
  require_rejected(module.dsa_parameter_validator()->perform(other_counter));
}

// check_wrap: RFC 3394 §4.1 and RFC 5649 §6.
void check_wrap(Module& module) {
  KeyWrapOperation kw{KeyWrapMode::kw,
                      Cipher::aes,
                      Direction::encrypt,
                      false,
                      hex("000102030405060708090a0b0c0d0e0f"),
                      hex("00112233445566778899aabbccddeeff")};
  REQUIRE(output_of(module.key_wrap()->perform(kw)) == "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
  kw.direction = Direction::decrypt;
  kw.input = hex("1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
  REQUIRE(output_of(module.key_wrap()->perform(kw)) == "00112233445566778899aabbccddeeff");
  kw.input.back() ^= 1U;
  require_rejected(module.key_wrap()->perform(kw));
  const KeyWrapOperation kwp{
      KeyWrapMode::kwp,     Cipher::aes, Direction::encrypt, false, hex("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8"),
      hex("466f7250617369")};
  REQUIRE(output_of(module.key_wrap()->perform(kwp)) == "afbeb0f07dfbf5419200f2ccb50bb24f");
  KeyWrapOperation tkw = kwp;
  tkw.mode = KeyWrapMode::kw;
  tkw.cipher = Cipher::tdes;
  require_kind(module.key_wrap()->perform(tkw), OutcomeKind::unsupported, "no TKW");
}

KeyWrapOperation inverse_wrap() { return {KeyWrapMode::kw, Cipher::aes, Direction::encrypt, true, Bytes(16), Bytes(16)}; }

void check_keys(Module& module) {
  check_signers(module);
  check_generators(module);
  check_decryption(module);
  check_agreement(module);
  check_validation(module);
  check_parameters(module);
  check_wrap(module);
}

// check_der: the DER of a signature is passed on as it is; MGF1's hash may be another than the message's.
void check_der(Module& module) {
  // RFC 6979 §A.2.5, SHA-256, "sample".
  VerifyOperation operation{
      SignatureScheme::ecdsa,
      Hash::sha256,
      public_part(p256()),
      0,
      text("sample"),
      hex("3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716022100f7cb1c942d657c41"
          "d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"),
      std::nullopt,
      SignatureEncoding::der};
  REQUIRE(module.verifier()->perform(operation).accepted);
  operation.signature.push_back(0);
  require_rejected(module.verifier()->perform(operation));
  VerifyOperation pss{
      SignatureScheme::rsa_pss,    Hash::sha256, RsaPublicKey{hex(kRsa2048N), hex("010001")}, 32, text(kSignedMessage),
      hex(kRsa2048PssSha256Salt32)};
  pss.mgf_hash = Hash::sha256;
  REQUIRE(module.verifier()->perform(pss).accepted);
  pss.mgf_hash = Hash::sha1;
  require_rejected(module.verifier()->perform(pss));
}

// check_long: 10^6 times "a", the third example of FIPS 180-2 Appendix B.
void check_long(Module& module) {
  DigestOperation operation{Hash::sha256, text("a")};
  operation.total_length = 1000000;
  REQUIRE(output_of(module.digest()->perform(operation)) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

}  // namespace

TEST_CASE("OpenSSL 1.0.2k signs, decrypts, agrees, validates and wraps in FIPS mode") {
  const auto module = start_al2_openssl();
  check_keys(*module);
  check_der(*module);
  check_long(*module);
  check_generated(*module, {SignatureScheme::dsa, 1024, {}, Hash::sha1, 0, text("fresh")});
  require_kind(module->key_wrap()->perform(inverse_wrap()), OutcomeKind::unsupported, "EVP_aes_128_wrap_inv");
}

TEST_CASE("OpenSSL 3's FIPS provider signs, decrypts, agrees, validates and wraps") {
  const auto module = start_openssl_3(Mode::fips);
  check_keys(*module);
  check_der(*module);
  check_long(*module);
  REQUIRE(module->key_wrap()->perform(inverse_wrap()).kind == OutcomeKind::ok);
}

TEST_CASE("OpenSSL 3's default provider signs, decrypts, agrees, validates and wraps") {
  const auto module = start_openssl_3(Mode::contrast);
  check_keys(*module);
  check_der(*module);
  check_long(*module);
}

}  // namespace fipsprobe::test
