#include <unistd.h>

#include <fstream>

#include "tests/real-modules/openssl_signatures.hpp"
#include "tests/real-modules/openssl_start.hpp"

namespace fipsprobe::test {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::ContainsSubstring;

// PrivateCopy is a folder of its own with copies of files. start_module starts the test program again, so the second start
// finds the folder of the first by its name in the environment.
class PrivateCopy {
 public:
  explicit PrivateCopy(const fs::path& original) {
    if (!fs::exists(original)) SKIP(original.string() + " is not there: run scripts/fetch-modules first");
    const char* const known = std::getenv("FIPSPROBE_TEST_COPY");
    std::string name = known != nullptr ? known : (fs::temp_directory_path() / "fipsprobe-openssl-XXXXXX").string();
    if (known == nullptr) REQUIRE(::mkdtemp(name.data()) != nullptr);
    ::setenv("FIPSPROBE_TEST_COPY", name.c_str(), 1);
    folder_ = name;
    fs::copy(original, folder_, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }
  ~PrivateCopy() {
    std::error_code error;
    fs::remove_all(folder_, error);
  }
  PrivateCopy(const PrivateCopy&) = delete;
  PrivateCopy& operator=(const PrivateCopy&) = delete;

  const fs::path& folder() const { return folder_; }

  void write(const fs::path& name, std::string_view content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
  }

 private:
  fs::path folder_;
};

VerifyOperation rsa(SignatureScheme scheme, std::string_view modulus, std::string_view signature) {
  return {scheme, Hash::sha256, RsaPublicKey{hex(modulus), hex("010001")}, 32, text("abc"), hex(signature)};
}

VerifyOperation dsa() {
  return {SignatureScheme::dsa, Hash::sha256,      DsaPublicKey{hex(kDsaP), hex(kDsaQ), hex(kDsaG), hex(kDsaY)}, 0,
          text("abc"),          hex(kDsaSignature)};
}

VerifyOperation ecdsa(Curve curve, std::string_view x, std::string_view y, std::string_view signature) {
  return {SignatureScheme::ecdsa, Hash::sha256, EcPublicKey{curve, hex(x), hex(y)}, 0, text("abc"), hex(signature)};
}

// RFC 6979 §A.2.5: P-256 with SHA-256, message "sample".
VerifyOperation p256() {
  VerifyOperation operation = ecdsa(Curve::p256, "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
                                    "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
                                    "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6"
                                    "e29f65f3e900dbb9aff4064dc4ab2f843acda8");
  operation.message = text("sample");
  return operation;
}

void require_verdict(Module& module, const VerifyOperation& operation, bool accepted) {
  const Outcome outcome = module.verifier()->perform(operation);
  INFO(describe(operation) << ": " << outcome.reason);
  REQUIRE(outcome.kind == OutcomeKind::ok);
  REQUIRE(outcome.accepted == accepted);
}

// check_signature: the signature is accepted, and rejected for another message and with a bit turned.
void check_signature(Module& module, const VerifyOperation& operation) {
  require_verdict(module, operation, true);
  VerifyOperation other_message = operation;
  other_message.message.push_back('!');
  require_verdict(module, other_message, false);
  VerifyOperation other_signature = operation;
  other_signature.signature.back() ^= 1U;
  require_verdict(module, other_signature, false);
}

void check_signatures(Module& module) {
  check_signature(module, rsa(SignatureScheme::rsa_pkcs1, kRsaModulus, kPkcs1));
  check_signature(module, rsa(SignatureScheme::rsa_pss, kRsaModulus, kPss));
  check_signature(module, dsa());
  check_signature(module, p256());
  VerifyOperation off_curve = p256();
  std::get<EcPublicKey>(off_curve.key).y.back() ^= 1U;
  require_verdict(module, off_curve, false);
  VerifyOperation zero = p256();
  std::fill(zero.signature.begin(), zero.signature.end(), std::uint8_t{0});
  require_verdict(module, zero, false);
}

// check_cfb1: 3DES CFB1 works on all bits of its input, not only on the first eighth, and decryption gives them back.
void check_cfb1(Module& module) {
  CipherOperation operation{Cipher::tdes,       CipherMode::cfb1,
                            Direction::encrypt, hex("0123456789abcdef23456789abcdef01456789abcdef0123"),
                            Bytes(8, 1),        hex("5161706572732c206f6e652062697420")};
  const Bytes plaintext = operation.input;
  operation.input = module.cipher()->perform(operation).output;
  REQUIRE(operation.input.size() == plaintext.size());
  REQUIRE(operation.input.back() != 0);
  operation.direction = Direction::decrypt;
  REQUIRE(output_of(module.cipher()->perform(operation)) == to_hex(plaintext));
}

// check_known_answers: one answer of a standard for each capability, which every generation in every mode must give.
void check_known_answers(Module& module) {
  REQUIRE(output_of(module.digest()->perform({Hash::sha256, text("abc"), 0})) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");  // FIPS 180-4's example
  REQUIRE(output_of(module.mac()->perform({MacKind::hmac, Hash::sha256, {}, Bytes(20, 0x0b), {}, text("Hi There"), 32})) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");  // RFC 4231 §4.2
  REQUIRE(output_of(module.mac()->perform({MacKind::cmac,
                                           {},
                                           Cipher::aes,
                                           hex("2b7e151628aed2a6abf7158809cf4f3c"),
                                           {},
                                           hex("6bc1bee22e409f96e93d7e117393172a"),
                                           16})) == "070a16b46b4d4144f79bdd9dd04a287c");  // RFC 4493 §4
  CipherOperation ecb{Cipher::aes,
                      CipherMode::ecb,
                      Direction::encrypt,
                      hex("000102030405060708090a0b0c0d0e0f"),
                      {},
                      hex("00112233445566778899aabbccddeeff")};
  REQUIRE(output_of(module.cipher()->perform(ecb)) == "69c4e0d86a7b0430d8cdb78070b4c55a");  // FIPS 197 §C.1
  const CipherOperation cbc{Cipher::aes,
                            CipherMode::cbc,
                            Direction::decrypt,
                            hex("2b7e151628aed2a6abf7158809cf4f3c"),
                            hex("000102030405060708090a0b0c0d0e0f"),
                            hex("7649abac8119b246cee98e9b12e9197d")};
  REQUIRE(output_of(module.cipher()->perform(cbc)) == "6bc1bee22e409f96e93d7e117393172a");  // SP 800-38A §F.2.2
  // A second operation on the same context must not see the first.
  REQUIRE(output_of(module.cipher()->perform(ecb)) == "69c4e0d86a7b0430d8cdb78070b4c55a");
}

void check_aead(Module& module) {
  // McGrew and Viega, "The Galois/Counter Mode of Operation", test case 2.
  const AeadOperation gcm{AeadMode::gcm, Cipher::aes, Direction::encrypt, Bytes(16), Bytes(12), {}, Bytes(16), {}, 16};
  REQUIRE(output_of(module.aead()->perform(gcm)) == "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf");
  AeadOperation decrypt = gcm;
  decrypt.direction = Direction::decrypt;
  decrypt.input = hex("0388dace60b6a392f328c2b971b2fe78");
  decrypt.tag = hex("ab6e47d42cec13bdf53a67b21257bddf");
  REQUIRE(output_of(module.aead()->perform(decrypt)) == std::string(32, '0'));
  decrypt.tag.back() ^= 1U;
  const Outcome forged = module.aead()->perform(decrypt);
  REQUIRE(forged.kind == OutcomeKind::ok);
  REQUIRE_FALSE(forged.accepted);
  REQUIRE(forged.output.empty());
  // SP 800-38C Example 1: a tag of 4 bytes.
  const AeadOperation ccm{AeadMode::ccm,
                          Cipher::aes,
                          Direction::encrypt,
                          hex("404142434445464748494a4b4c4d4e4f"),
                          hex("10111213141516"),
                          hex("0001020304050607"),
                          hex("20212223"),
                          {},
                          4};
  REQUIRE(output_of(module.aead()->perform(ccm)) == "7162015b4dac255d");
  AeadOperation open = ccm;
  open.direction = Direction::decrypt;
  open.input = hex("7162015b");
  open.tag = hex("4dac255c");
  const Outcome rejected = module.aead()->perform(open);
  REQUIRE(rejected.kind == OutcomeKind::ok);
  REQUIRE_FALSE(rejected.accepted);
}

const SelfTestResult& self_test_named(const std::vector<SelfTestResult>& results, const std::string& name) {
  for (const SelfTestResult& each : results) {
    if (each.name == name) return each;
  }
  FAIL("no self-test " << name);
  return results.front();
}

std::size_t failures(const std::vector<SelfTestResult>& results) {
  std::size_t count = 0;
  for (const SelfTestResult& each : results) count += each.value == SelfTestResult::Value::fail ? 1U : 0U;
  return count;
}

}  // namespace

TEST_CASE("OpenSSL 1.0.2k of Amazon Linux 2 gives the standards' answers in FIPS mode") {
  skip_without_dlmopen();
  const auto module = start_module("openssl", kAl2Openssl, Mode::fips);
  REQUIRE(module->version().version == "OpenSSL 1.0.2k-fips  26 Jan 2017");
  REQUIRE(module->missing_symbols().empty());
  REQUIRE(module->fips_state().value == FipsState::Value::on);
  REQUIRE_THAT(module->fips_state().how, ContainsSubstring("FIPS_mode() = 1, FIPS_selftest_failed() = 0"));
  check_known_answers(*module);
  check_aead(*module);
  check_signatures(*module);
  check_signature(*module, rsa(SignatureScheme::rsa_x931, kRsaModulus, kX931));
  check_cfb1(*module);
}

TEST_CASE("OpenSSL 1.0.2k refuses in FIPS mode what it forbids, and says unsupported of what it does not have") {
  skip_without_dlmopen();
  const auto module = start_module("openssl", kAl2Openssl, Mode::fips);
  require_kind(module->digest()->perform({Hash::md5, text("abc"), 0}), OutcomeKind::refused, "060800A3");
  require_kind(module->mac()->perform({MacKind::hmac, Hash::md5, {}, Bytes(16), {}, text("abc"), 16}), OutcomeKind::refused,
               "disabled for fips");
  require_kind(module->cipher()->perform({Cipher::rc4, CipherMode::stream, Direction::encrypt, Bytes(16), {}, Bytes(16)}),
               OutcomeKind::refused, "0607B0A3");
  require_kind(module->cipher()->perform({Cipher::tdes, CipherMode::ecb, Direction::encrypt, Bytes(16), {}, Bytes(16)}),
               OutcomeKind::refused, "disabled for fips");
  require_kind(module->key_generator()->perform({SignatureScheme::rsa_pkcs1, 512, {}}), OutcomeKind::refused, "key too short");
  // The library gives no reason for these two; that it does them outside FIPS mode is the reason.
  const AeadOperation short_nonce{AeadMode::gcm, Cipher::aes, Direction::encrypt, Bytes(16), Bytes(8), {}, Bytes(16), {}, 16};
  require_kind(module->aead()->perform(short_nonce), OutcomeKind::refused, "outside FIPS mode");
  const CipherOperation equal_halves{Cipher::aes, CipherMode::xts, Direction::encrypt, Bytes(32), Bytes(16), Bytes(16)};
  require_kind(module->cipher()->perform(equal_halves), OutcomeKind::refused, "outside FIPS mode");

  require_kind(module->digest()->perform({Hash::sha3_256, text("abc"), 0}), OutcomeKind::unsupported, "EVP_sha3_256");
  require_kind(
      module->cipher()->perform({Cipher::chacha20, CipherMode::stream, Direction::encrypt, Bytes(32), Bytes(16), Bytes(16)}),
      OutcomeKind::unsupported, "EVP_chacha20");
  require_kind(module->verifier()->perform(ecdsa(Curve::p192, kP192X, kP192Y, kP192Signature)), OutcomeKind::unsupported,
               "P-192");
  // Data that is no whole number of blocks is a wrong argument, in FIPS mode or not.
  require_kind(module->cipher()->perform({Cipher::aes, CipherMode::ecb, Direction::encrypt, Bytes(16), {}, Bytes(15)}),
               OutcomeKind::error, "block length");
  REQUIRE(module->fips_state().value == FipsState::Value::on);
}

TEST_CASE("OpenSSL 1.0.2k does with FIPS mode off what it refuses with FIPS mode on") {
  const auto module = start_module("openssl", kAl2Openssl, Mode::contrast);
  REQUIRE(module->fips_state().value == FipsState::Value::off);
  REQUIRE(output_of(module->digest()->perform({Hash::md5, text("abc"), 0})) ==
          "900150983cd24fb0d6963f7d28e17f72");  // RFC 1321 §A.5
  REQUIRE(output_of(module->cipher()->perform(
              {Cipher::rc4, CipherMode::stream, Direction::encrypt, hex("0102030405"), {}, Bytes(16)})) ==
          "b2396305f03dc027ccc3524a0a1118a8");  // RFC 6229 §2, 40-bit key
  check_known_answers(*module);
  check_aead(*module);
  check_signatures(*module);
}

TEST_CASE("OpenSSL 1.0.2k runs its self-tests one by one and its power-up test again") {
  const auto module = start_module("openssl", kAl2Openssl, Mode::fips);
  const auto results = module->self_tests();
  REQUIRE(failures(results) == 0);
  REQUIRE(self_test_named(results, "FIPS_selftest_aes_gcm").value == SelfTestResult::Value::pass);
  // FIPS mode blocks the two-key 3DES of this test; both answers are told.
  REQUIRE_THAT(self_test_named(results, "FIPS_selftest_des").detail,
               ContainsSubstring("0 with FIPS mode on") && ContainsSubstring("1 with FIPS mode off"));
  REQUIRE(self_test_named(results, "FIPS_mode_set(1) after FIPS_mode_set(0)").value == SelfTestResult::Value::pass);
  REQUIRE(module->fips_state().value == FipsState::Value::on);
}

TEST_CASE("OpenSSL 1.0.2k makes RSA, DSA and EC keys in FIPS mode") {
  const auto module = start_module("openssl", kAl2Openssl, Mode::fips);
  REQUIRE(module->key_generator()->perform({SignatureScheme::rsa_pkcs1, 2048, {}}).kind == OutcomeKind::ok);
  REQUIRE(module->key_generator()->perform({SignatureScheme::ecdsa, 0, Curve::p384}).kind == OutcomeKind::ok);
  REQUIRE(module->key_generator()->perform({SignatureScheme::dsa, 1024, {}}).kind == OutcomeKind::ok);
}

// require_no_fips_mode starts a copy of the library, whose integrity files the caller spoiled, and asks for FIPS mode.
void require_no_fips_mode(const PrivateCopy& copy) {
  const auto module = start_module("openssl", copy.folder() / "libcrypto.so.1.0.2k", Mode::contrast);
  const Entered entered = module->enter(Mode::fips);
  REQUIRE_FALSE(entered.available);
  REQUIRE_THAT(entered.reason, ContainsSubstring("FIPS_mode_set(1) = 0") && ContainsSubstring("fingerprint does not match"));
  REQUIRE(module->fips_state().value == FipsState::Value::error);
}

TEST_CASE("OpenSSL 1.0.2k with a wrong integrity file cannot enter FIPS mode, and the reason names the fingerprint") {
  const PrivateCopy copy(modules_folder() / "al2-openssl");
  for (const char* name : {".libcrypto.so.1.0.2k.hmac", ".libcrypto.so.10.hmac"}) copy.write(name, std::string(64, '0') + "\n");
  require_no_fips_mode(copy);
}

TEST_CASE("OpenSSL 1.0.2k without an integrity file cannot enter FIPS mode") {
  const PrivateCopy copy(modules_folder() / "al2-openssl");
  for (const char* name : {".libcrypto.so.1.0.2k.hmac", ".libcrypto.so.10.hmac"}) fs::remove(copy.folder() / name);
  require_no_fips_mode(copy);
}

TEST_CASE("OpenSSL 1.0.2k's file with one changed byte cannot enter FIPS mode") {
  const PrivateCopy copy(modules_folder() / "al2-openssl");
  const fs::path file = copy.folder() / "libssl.so.1.0.2k";
  std::fstream library(file, std::ios::in | std::ios::out | std::ios::binary);
  library.seekp(-1, std::ios::end);
  library.put('\x55');
  library.close();
  require_no_fips_mode(copy);
}

TEST_CASE("OpenSSL 3 gives the standards' answers with the FIPS provider") {
  const auto module = start_openssl_3(Mode::fips);
  const FipsState state = module->fips_state();
  REQUIRE(state.value == FipsState::Value::on);
  REQUIRE_THAT(state.how, ContainsSubstring("EVP_default_properties_is_fips_enabled() = 1") &&
                              ContainsSubstring("\"OpenSSL FIPS Provider\" version 3.5") && ContainsSubstring("status 1") &&
                              ContainsSubstring("a configuration made by fipsprobe"));
  REQUIRE(module->version().parts.size() == 1);
  check_known_answers(*module);
  check_aead(*module);
  check_signatures(*module);
  check_signature(*module, rsa(SignatureScheme::rsa_pkcs1, kShortModulus, kShortPkcs1));
  check_signature(*module, ecdsa(Curve::k233, kK233X, kK233Y, kK233Signature));
  REQUIRE(output_of(module->digest()->perform({Hash::shake128, {}, 16})) ==
          "7f9c2ba4e88f827d616045507605853e");  // FIPS 202's example
}

TEST_CASE("OpenSSL 3's FIPS provider refuses what the same library does without it") {
  const auto module = start_openssl_3(Mode::fips);
  require_kind(module->digest()->perform({Hash::md5, text("abc"), 0}), OutcomeKind::refused, "unsupported");
  require_kind(module->mac()->perform({MacKind::hmac, Hash::md5, {}, Bytes(16), {}, text("abc"), 16}), OutcomeKind::refused,
               "outside FIPS mode");
  require_kind(module->cipher()->perform({Cipher::rc4, CipherMode::stream, Direction::encrypt, Bytes(16), {}, Bytes(16)}),
               OutcomeKind::refused, "RC4");
  const AeadOperation chacha{
      AeadMode::chacha20_poly1305, Cipher::chacha20, Direction::encrypt, Bytes(32), Bytes(12), {}, Bytes(16), {}, 16};
  require_kind(module->aead()->perform(chacha), OutcomeKind::refused, "ChaCha20-Poly1305");
  require_kind(module->key_generator()->perform({SignatureScheme::rsa_pkcs1, 1024, {}}), OutcomeKind::refused,
               "invalid modulus");
  require_kind(module->key_generator()->perform({SignatureScheme::ecdsa, 0, Curve::p192}), OutcomeKind::refused,
               "invalid key length");
  require_kind(module->cipher()->perform({Cipher::aes, CipherMode::xts, Direction::encrypt, Bytes(32), Bytes(16), Bytes(16)}),
               OutcomeKind::refused, "xts duplicated keys");
  require_kind(module->cipher()->perform({Cipher::idea, CipherMode::cbc, Direction::encrypt, Bytes(16), Bytes(8), Bytes(16)}),
               OutcomeKind::unsupported, "IDEA-CBC");
  require_kind(module->cipher()->perform({Cipher::aes, CipherMode::ecb, Direction::encrypt, Bytes(16), {}, Bytes(15)}),
               OutcomeKind::error, "block length");
}

TEST_CASE("OpenSSL 3 does outside FIPS mode what the FIPS provider refuses") {
  const auto module = start_openssl_3(Mode::contrast);
  REQUIRE(module->fips_state().value == FipsState::Value::off);
  REQUIRE(output_of(module->digest()->perform({Hash::md5, text("abc"), 0})) == "900150983cd24fb0d6963f7d28e17f72");
  REQUIRE(output_of(module->cipher()->perform(
              {Cipher::rc4, CipherMode::stream, Direction::encrypt, hex("0102030405"), {}, Bytes(16)})) ==
          "b2396305f03dc027ccc3524a0a1118a8");
  check_known_answers(*module);
  check_aead(*module);
  check_signatures(*module);
  check_signature(*module, rsa(SignatureScheme::rsa_x931, kRsaModulus, kX931));
  check_signature(*module, ecdsa(Curve::p192, kP192X, kP192Y, kP192Signature));
}

TEST_CASE("OpenSSL 3's FIPS provider runs its self-tests on demand, each by its name") {
  const auto module = start_openssl_3(Mode::fips);
  const auto results = module->self_tests();
  REQUIRE(failures(results) == 0);
  REQUIRE(results.size() > 20);
  for (const char* name :
       {"Module_Integrity: HMAC", "KAT_Cipher: AES_GCM", "KAT_Signature: ECDSA", "DRBG: CTR", "OSSL_PROVIDER_self_test"}) {
    REQUIRE(self_test_named(results, name).value == SelfTestResult::Value::pass);
  }
}

TEST_CASE("OpenSSL 3 as found on a host that does not ask for FIPS mode has it off") {
  ::setenv("OPENSSL_CONF", "/dev/null", 1);
  const auto module = start_openssl_3(Mode::as_found);
  const FipsState state = module->fips_state();
  REQUIRE(state.value == FipsState::Value::off);
  REQUIRE_THAT(state.how, ContainsSubstring("EVP_default_properties_is_fips_enabled() = 0") &&
                              ContainsSubstring("\"OpenSSL Default Provider\""));
  REQUIRE(output_of(module->digest()->perform({Hash::md5, text("abc"), 0})) == "900150983cd24fb0d6963f7d28e17f72");
}

TEST_CASE("OpenSSL 3 as found with a configuration that asks for a provider with a wrong MAC is in error") {
  const PrivateCopy copy(modules_folder() / "debian13-openssl-fips");
  copy.write("openssl.cnf",
             "openssl_conf = init\n[init]\nproviders = providers\nalg_section = algorithms\n"
             "[providers]\nfips = fips\nbase = base\n[base]\nactivate = 1\n[fips]\nactivate = 1\nmodule-mac = 00:01:02:03\n"
             "[algorithms]\ndefault_properties = fips=yes\n");
  ::setenv("OPENSSL_CONF", (copy.folder() / "openssl.cnf").c_str(), 1);
  ::setenv("OPENSSL_MODULES", (copy.folder() / "ossl-modules").c_str(), 1);
  const auto module = start_module("openssl", kDebian12Openssl, Mode::as_found);
  const FipsState state = module->fips_state();
  INFO(state.how);
  REQUIRE(state.value == FipsState::Value::error);
  REQUIRE_THAT(state.how, ContainsSubstring("no FIPS provider is active"));
  require_kind(module->digest()->perform({Hash::sha256, text("abc"), 0}), OutcomeKind::error, "SHA2-256");
}

TEST_CASE("OpenSSL 3 without a FIPS provider says where it looked for one") {
  const PrivateCopy copy(modules_folder() / "debian12-openssl");
  const auto module = start_module("openssl", copy.folder() / "libcrypto.so.3", Mode::contrast);
  const Entered entered = module->enter(Mode::fips);
  if (entered.available) SKIP("this host has a FIPS provider of its own");
  REQUIRE_THAT(entered.reason, ContainsSubstring("fips.so is not in " + (copy.folder() / "ossl-modules").string()));
}

TEST_CASE("A file that is no library, and a library that is no libcrypto, are told in one line") {
  const PrivateCopy copy(modules_folder() / "debian12-openssl");
  copy.write("libcrypto.so.3", "not a library");
  const Family& family = family_named("openssl");
  REQUIRE_THROWS_WITH(family.load({"openssl", (copy.folder() / "libcrypto.so.3").string()}),
                      ContainsSubstring("libcrypto.so.3"));
  REQUIRE_THROWS_WITH(family.load({"openssl", "libm.so.6"}), ContainsSubstring("not a libcrypto"));
}

}  // namespace fipsprobe::test
