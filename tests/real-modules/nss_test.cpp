#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <filesystem>
#include <fstream>
#include <numeric>

#include "tests/real-modules/nss_vectors.hpp"

namespace fipsprobe::test {
namespace {

using Catch::Matchers::ContainsSubstring;

const std::filesystem::path kAmazon = "al2023-nss/libsoftokn3.so";  // 3.112
const std::filesystem::path kOldAmazon = "al2023-nss-3.90/libsoftokn3.so";
const std::filesystem::path kDebian = "debian12-nss/libsoftokn3.so";  // 3.87

// counting returns the bytes 1, 2, 3, ...
Bytes counting(std::size_t size) {
  Bytes bytes(size);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{1});
  return bytes;
}

std::unique_ptr<Module> start_nss(const std::filesystem::path& path, Mode mode) { return start_module("nss", path, mode); }

// PrivateCopy is a folder with a copy of a module's folder, removed at the end. Everything that softoken needs is in it, so
// that it does not fall back to the system's freebl. The name has the process id, so that it is the same folder after
// start_module has started the program again.
class PrivateCopy {
 public:
  explicit PrivateCopy(const std::filesystem::path& module)
      : folder_(std::filesystem::temp_directory_path() / ("fipsprobe-nss-" + std::to_string(::getpid()))) {
    const std::filesystem::path source = modules_folder() / module.parent_path();
    if (!std::filesystem::exists(source)) SKIP(source.string() + " is not there: run scripts/fetch-modules first");
    std::filesystem::copy(source, folder_,
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  }
  ~PrivateCopy() { std::filesystem::remove_all(folder_); }
  PrivateCopy(const PrivateCopy&) = delete;
  PrivateCopy& operator=(const PrivateCopy&) = delete;

  std::filesystem::path file(const std::string& name) const { return folder_ / name; }

  // corrupt changes one byte in the signature of a .chk file.
  void corrupt(const std::string& name) const {
    std::fstream stream(file(name), std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(-10, std::ios::end);
    const int byte = stream.get();
    stream.seekp(-10, std::ios::end);
    stream.put(static_cast<char>(byte ^ 1));
    REQUIRE(stream.flush());
  }

 private:
  std::filesystem::path folder_;
};

const SelfTestResult* find_test(const std::vector<SelfTestResult>& results, std::string_view start) {
  for (const SelfTestResult& result : results) {
    if (result.name.starts_with(start)) return &result;
  }
  return nullptr;
}

std::string digest_of_abc(Module& module, Hash hash) { return to_hex(module.digest()->perform({hash, text("abc"), 0}).output); }

void check_digests(Module& module) {
  // FIPS 180-4's example "abc"; RFC 1321 §A.5.
  CHECK(digest_of_abc(module, Hash::sha1) == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(digest_of_abc(module, Hash::sha256) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(digest_of_abc(module, Hash::md5) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(to_hex(module.digest()->perform({Hash::sha256, {}, 0}).output) ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(module.digest()->perform({Hash::md4, text("abc"), 0}).kind == OutcomeKind::unsupported);
  CHECK(module.digest()->perform({Hash::ripemd160, text("abc"), 0}).kind == OutcomeKind::unsupported);
}

void check_macs(Module& module) {
  // RFC 4231 §4.2: a key of 20 bytes, long enough for the FIPS token.
  MacOperation hmac{MacKind::hmac, Hash::sha256, {}, Bytes(20, 0x0b), {}, text("Hi There"), 32};
  CHECK(to_hex(module.mac()->perform(hmac).output) == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  hmac.tag_length = 10;
  CHECK(to_hex(module.mac()->perform(hmac).output) == "b0344c61d8db38535ca8");

  // A key that C_UnwrapKey takes only in two parts; the tag was made with Python's hmac.
  hmac = {MacKind::hmac, Hash::sha256, {}, counting(300), {}, text("abc"), 32};
  CHECK(to_hex(module.mac()->perform(hmac).output) == "6fea9e908d600a3236c2709ec37a9261e2081d309703f5a60eb65e3037a90421");

  // SP 800-38B Appendix D.1, example 1; SP 800-38D's GCM of nothing (McGrew and Viega, test case 1) is GMAC of nothing.
  const MacOperation cmac{MacKind::cmac, {}, Cipher::aes, hex("2b7e151628aed2a6abf7158809cf4f3c"), {}, {}, 16};
  CHECK(to_hex(module.mac()->perform(cmac).output) == "bb1d6929e95937287fa37d129b756746");
  const MacOperation gmac{MacKind::gmac, {}, Cipher::aes, Bytes(16, 0), Bytes(12, 0), {}, 16};
  CHECK(to_hex(module.mac()->perform(gmac).output) == "58e2fccefa7e3061367f1d57a4e7455a");
}

void check_cipher(Module& module, CipherOperation operation, std::string_view ciphertext) {
  const Bytes plaintext = operation.input;
  operation.direction = Direction::encrypt;
  CHECK(to_hex(module.cipher()->perform(operation).output) == ciphertext);
  CHECK(to_hex(module.cipher()->perform(operation).output) == ciphertext);  // with the kept key
  operation.direction = Direction::decrypt;
  operation.input = hex(ciphertext);
  CHECK(module.cipher()->perform(operation).output == plaintext);
}

void check_ciphers(Module& module) {
  // SP 800-38A F.1.1, F.2.1, F.5.1.
  const Bytes key = hex("2b7e151628aed2a6abf7158809cf4f3c");
  const Bytes block = hex("6bc1bee22e409f96e93d7e117393172a");
  check_cipher(module, {Cipher::aes, CipherMode::ecb, {}, key, {}, block}, "3ad77bb40d7a3660a89ecaf32466ef97");
  check_cipher(module, {Cipher::aes, CipherMode::cbc, {}, key, hex("000102030405060708090a0b0c0d0e0f"), block},
               "7649abac8119b246cee98e9b12e9197d");
  check_cipher(module,
               {Cipher::aes,
                CipherMode::ctr,
                {},
                key,
                hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"),
                hex("6bc1bee22e409f96e93d7e117393172aae2d8a57")},
               "874d6191b620e3261bef6864990db6ce9806f66b");
  // SP 800-67 Appendix B.1.
  check_cipher(module,
               {Cipher::tdes,
                CipherMode::ecb,
                {},
                hex("0123456789abcdef23456789abcdef01456789abcdef0123"),
                {},
                text("The qufck brown fox jump")},
               "a826fd8ce53b855fcce21c8112256fe668d5c05dd9b6b900");
  // The same with K3 = K1 and the key given as two halves; encrypted with pyca/cryptography.
  const Bytes two_keys = hex("0123456789abcdef23456789abcdef01");
  check_cipher(module, {Cipher::tdes, CipherMode::ecb, {}, two_keys, {}, text("The qufc")}, "c44862f70cf2fbdc");
  const CipherOperation xts{Cipher::aes, CipherMode::xts, Direction::encrypt, counting(32), Bytes(16, 0), block};
  CHECK(module.cipher()->perform(xts).kind == OutcomeKind::unsupported);
}

void check_aead(Module& module, AeadOperation seal, std::string_view sealed_hex) {
  const Outcome sealed = module.aead()->perform(seal);
  REQUIRE(to_hex(sealed.output) == sealed_hex);
  AeadOperation open = seal;
  open.direction = Direction::decrypt;
  open.input.assign(sealed.output.begin(), sealed.output.end() - 16);
  open.tag.assign(sealed.output.end() - 16, sealed.output.end());
  const Outcome opened = module.aead()->perform(open);
  CHECK(opened.accepted);
  CHECK(opened.output == seal.input);

  open.tag[15] ^= 1;
  const Outcome rejected = module.aead()->perform(open);
  CHECK(rejected.kind == OutcomeKind::ok);
  CHECK_FALSE(rejected.accepted);
  CHECK(rejected.output.empty());
}

void check_aeads(Module& module) {
  // McGrew and Viega, The Galois/Counter Mode of Operation, test cases 1 and 2.
  check_aead(module, {AeadMode::gcm, Cipher::aes, Direction::encrypt, Bytes(16, 0), Bytes(12, 0), {}, {}, {}, 16},
             "58e2fccefa7e3061367f1d57a4e7455a");
  check_aead(module, {AeadMode::gcm, Cipher::aes, Direction::encrypt, Bytes(16, 0), Bytes(12, 0), {}, Bytes(16, 0), {}, 16},
             "0388dace60b6a392f328c2b971b2fe78ab6e47d42cec13bdf53a67b21257bddf");
  const AeadOperation ccm{AeadMode::ccm, Cipher::aes, Direction::encrypt, counting(16), counting(12), {}, {}, {}, 16};
  CHECK(module.aead()->perform(ccm).kind == OutcomeKind::unsupported);
}

// check_verdict expects that the signature is accepted, and rejected for another message.
void check_verdict(Module& module, VerifyOperation operation) {
  INFO(describe(operation));
  operation.message = text(kSignedMessage);
  const Outcome accepted = module.verifier()->perform(operation);
  INFO(accepted.reason);
  CHECK(accepted.kind == OutcomeKind::ok);
  CHECK(accepted.accepted);
  operation.message.push_back('!');
  const Outcome rejected = module.verifier()->perform(operation);
  CHECK(rejected.kind == OutcomeKind::ok);
  CHECK_FALSE(rejected.accepted);
  operation.signature.pop_back();
  const Outcome too_short = module.verifier()->perform(operation);
  CHECK(too_short.kind == OutcomeKind::ok);
  CHECK_FALSE(too_short.accepted);
}

void check_signatures(Module& module) {
  const RsaPublicKey rsa{hex(kRsa2048N), hex("010001")};
  check_verdict(module, {SignatureScheme::rsa_pkcs1, Hash::sha256, rsa, 0, {}, hex(kRsa2048Pkcs1Sha256)});
  check_verdict(module, {SignatureScheme::rsa_pkcs1, Hash::sha1, rsa, 0, {}, hex(kRsa2048Pkcs1Sha1)});
  check_verdict(module, {SignatureScheme::rsa_pss, Hash::sha256, rsa, 32, {}, hex(kRsa2048PssSha256Salt32)});
  check_verdict(module, {SignatureScheme::rsa_pss, Hash::sha384, rsa, 20, {}, hex(kRsa2048PssSha384Salt20)});
  const DsaPublicKey dsa{hex(kDsa2048P), hex(kDsa2048Q), hex(kDsa2048G), hex(kDsa2048Y)};
  check_verdict(module, {SignatureScheme::dsa, Hash::sha256, dsa, 0, {}, hex(kDsa2048Sha256)});
  check_verdict(module, {SignatureScheme::dsa, Hash::sha384, dsa, 0, {}, hex(kDsa2048Sha384)});
  const EcPublicKey p256{Curve::p256, hex(kP256X), hex(kP256Y)};
  check_verdict(module, {SignatureScheme::ecdsa, Hash::sha256, p256, 0, {}, hex(kP256Sha256)});
  check_verdict(module, {SignatureScheme::ecdsa, Hash::sha512, p256, 0, {}, hex(kP256Sha512)});
  const EcPublicKey p384{Curve::p384, hex(kP384X), hex(kP384Y)};
  check_verdict(module, {SignatureScheme::ecdsa, Hash::sha384, p384, 0, {}, hex(kP384Sha384)});
  const EcPublicKey p521{Curve::p521, hex(kP521X), hex(kP521Y)};
  check_verdict(module, {SignatureScheme::ecdsa, Hash::sha512, p521, 0, {}, hex(kP521Sha512)});

  EcPublicKey off_curve = p256;
  off_curve.y.back() ^= 1;
  const Outcome invalid =
      module.verifier()->perform({SignatureScheme::ecdsa, Hash::sha256, off_curve, 0, text(kSignedMessage), hex(kP256Sha256)});
  CHECK(invalid.kind == OutcomeKind::ok);
  CHECK_FALSE(invalid.accepted);
}

void check_all_services(Module& module) {
  check_digests(module);
  check_macs(module);
  check_ciphers(module);
  check_aeads(module);
  check_signatures(module);
}

void check_error_state(Module& module) {
  const FipsState state = module.fips_state();
  CHECK(state.value == FipsState::Value::error);
  CHECK_THAT(state.how, ContainsSubstring("FC_Initialize: CKR_DEVICE_ERROR (0x30)"));
  CHECK_THAT(state.how, !ContainsSubstring("FOREIGN"));
  const std::vector<SelfTestResult> results = module.self_tests();
  const SelfTestResult* const power_up = find_test(results, "power-up tests and integrity");
  REQUIRE(power_up != nullptr);
  CHECK(power_up->value == SelfTestResult::Value::fail);
  const Outcome outcome = module.digest()->perform({Hash::sha256, text("abc"), 0});
  CHECK(outcome.kind == OutcomeKind::error);
  CHECK(outcome.output.empty());
}

TEST_CASE("NSS 3.112 of Amazon Linux 2023 gives known answers without FIPS mode") {
  const auto module = start_nss(kAmazon, Mode::contrast);
  CHECK(module->fips_state().value == FipsState::Value::off);
  CHECK(module->version().version == "3.112");
  check_all_services(*module);
}

TEST_CASE("NSS 3.112 of Amazon Linux 2023 gives known answers in FIPS mode") {
  const auto module = start_nss(kAmazon, Mode::fips);
  const FipsState state = module->fips_state();
  CHECK(state.value == FipsState::Value::on);
  CHECK_THAT(state.how, ContainsSubstring("NSS FIPS 140-2 Certificate DB") && ContainsSubstring("NSC_NSSGetFIPSStatus"));
  check_all_services(*module);
}

TEST_CASE("NSS 3.90 of Amazon Linux 2023 gives known answers without FIPS mode") {
  check_all_services(*start_nss(kOldAmazon, Mode::contrast));
}

TEST_CASE("NSS 3.90 of Amazon Linux 2023 gives known answers in FIPS mode") {
  const auto module = start_nss(kOldAmazon, Mode::fips);
  CHECK(module->fips_state().value == FipsState::Value::on);
  check_all_services(*module);
}

TEST_CASE("NSS 3.87 of Debian gives known answers without FIPS mode") {
  check_all_services(*start_nss(kDebian, Mode::contrast));
}

TEST_CASE("NSS 3.87 of Debian gives known answers in FIPS mode") {
  const auto module = start_nss(kDebian, Mode::fips);
  CHECK(module->fips_state().value == FipsState::Value::on);
  CHECK_THAT(module->fips_state().how, ContainsSubstring("service indicator unusable"));
  check_all_services(*module);
}

TEST_CASE("NSS loads freebl from its own folder and says so") {
  const auto module = start_nss(kAmazon, Mode::fips);
  const std::string own = (modules_folder() / "al2023-nss/libfreeblpriv3.so").string();
  const ModuleVersion version = module->version();
  CHECK(std::ranges::find(version.parts, std::filesystem::weakly_canonical(own).string()) != version.parts.end());
  CHECK_THAT(module->fips_state().how, !ContainsSubstring("FOREIGN"));
}

TEST_CASE("NSS names a freebl that is not beside softoken") {
  const PrivateCopy copy(kDebian);
  std::filesystem::remove(copy.file("libfreeblpriv3.so"));
  std::filesystem::remove(copy.file("libfreebl3.so"));
  const auto module = start_nss(copy.file("libsoftokn3.so"), Mode::contrast);
  if (!module->digest()->perform({Hash::sha256, text("abc"), 0}).reason.empty()) SKIP("this host has no freebl of its own");
  CHECK_THAT(module->fips_state().how, ContainsSubstring("FOREIGN freebl"));
}

TEST_CASE("NSS in FIPS mode does MD5 and DES, and only its service indicator disapproves") {
  const auto module = start_nss(kAmazon, Mode::fips);
  const Outcome md5 = module->digest()->perform({Hash::md5, text("abc"), 0});
  CHECK(md5.kind == OutcomeKind::ok);
  CHECK_THAT(md5.reason, ContainsSubstring("CKS_NSS_FIPS_NOT_OK"));
  CHECK(module->digest()->perform({Hash::sha256, text("abc"), 0}).reason.empty());
  const Outcome des =
      module->cipher()->perform({Cipher::des, CipherMode::cbc, Direction::encrypt, counting(8), counting(8), counting(8)});
  CHECK(des.kind == OutcomeKind::ok);
  CHECK_THAT(des.reason, ContainsSubstring("CKS_NSS_FIPS_NOT_OK"));
  const Outcome aes =
      module->cipher()->perform({Cipher::aes, CipherMode::cbc, Direction::encrypt, counting(16), counting(16), counting(16)});
  CHECK(aes.kind == OutcomeKind::ok);
  CHECK(aes.reason.empty());  // the way the key was brought in is approved too
}

TEST_CASE("NSS in FIPS mode refuses a short HMAC key with its own code") {
  const auto module = start_nss(kAmazon, Mode::fips);
  const MacOperation hmac{MacKind::hmac, Hash::sha256, {}, counting(13), {}, text("abc"), 32};
  const Outcome outcome = module->mac()->perform(hmac);
  CHECK(outcome.kind == OutcomeKind::refused);
  CHECK(outcome.reason == "C_SignInit: CKR_KEY_SIZE_RANGE (0x62)");
}

TEST_CASE("NSS does the short HMAC key without FIPS mode") {
  const auto module = start_nss(kAmazon, Mode::contrast);
  const MacOperation hmac{MacKind::hmac, Hash::sha256, {}, text("Jefe"), {}, text("what do ya want for nothing?"), 32};
  // RFC 4231 §4.3.
  CHECK(to_hex(module->mac()->perform(hmac).output) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("NSS reports power-up tests and integrity files, and works on after running the tests again") {
  const auto module = start_nss(kAmazon, Mode::fips);
  check_macs(*module);
  const std::vector<SelfTestResult> results = module->self_tests();
  REQUIRE(results.size() == 4);
  for (const SelfTestResult& result : results) {
    INFO(result.name << ": " << result.detail);
    CHECK(result.value == SelfTestResult::Value::pass);
  }
  check_macs(*module);
}

TEST_CASE("NSS 3.87 cannot run its power-up tests again, and no pass is claimed") {
  const auto module = start_nss(kDebian, Mode::fips);
  const std::vector<SelfTestResult> results = module->self_tests();
  const SelfTestResult* const again = find_test(results, "power-up tests on demand");
  REQUIRE(again != nullptr);
  CHECK(again->value == SelfTestResult::Value::not_run);
}

TEST_CASE("NSS without FIPS mode claims no self-test as passed") {
  const auto module = start_nss(kAmazon, Mode::contrast);
  for (const SelfTestResult& result : module->self_tests()) CHECK(result.value == SelfTestResult::Value::not_run);
}

TEST_CASE("A corrupted libsoftokn3.chk puts the FIPS token of NSS into its error state") {
  const PrivateCopy copy(kAmazon);
  copy.corrupt("libsoftokn3.chk");
  check_error_state(*start_nss(copy.file("libsoftokn3.so"), Mode::fips));
}

TEST_CASE("A corrupted libfreeblpriv3.chk puts the FIPS token of NSS into its error state") {
  const PrivateCopy copy(kAmazon);
  copy.corrupt("libfreeblpriv3.chk");
  check_error_state(*start_nss(copy.file("libsoftokn3.so"), Mode::fips));
}

TEST_CASE("A corrupted .chk of Debian's NSS puts the FIPS token into its error state") {
  const PrivateCopy copy(kDebian);
  copy.corrupt("libsoftokn3.chk");
  check_error_state(*start_nss(copy.file("libsoftokn3.so"), Mode::fips));
}

TEST_CASE("A missing .chk is named by the self-tests of NSS") {
  const PrivateCopy copy(kAmazon);
  std::filesystem::remove(copy.file("libsoftokn3.chk"));
  const auto module = start_nss(copy.file("libsoftokn3.so"), Mode::fips);
  check_error_state(*module);
  const std::vector<SelfTestResult> results = module->self_tests();
  const SelfTestResult* const integrity = find_test(results, "integrity of libsoftokn3.so");
  REQUIRE(integrity != nullptr);
  CHECK(integrity->value == SelfTestResult::Value::fail);
  CHECK_THAT(integrity->detail, ContainsSubstring("cannot be read"));
}

TEST_CASE("The same corrupted .chk does not disturb NSS without FIPS mode") {
  const PrivateCopy copy(kAmazon);
  copy.corrupt("libsoftokn3.chk");
  const auto module = start_nss(copy.file("libsoftokn3.so"), Mode::contrast);
  CHECK(module->fips_state().value == FipsState::Value::off);
  check_digests(*module);
}

TEST_CASE("Power-up tests on demand find a .chk that was corrupted after NSS was started") {
  const PrivateCopy copy(kAmazon);
  const auto module = start_nss(copy.file("libsoftokn3.so"), Mode::fips);
  REQUIRE(module->fips_state().value == FipsState::Value::on);
  copy.corrupt("libsoftokn3.chk");
  const std::vector<SelfTestResult> results = module->self_tests();
  const SelfTestResult* const again = find_test(results, "power-up tests on demand");
  REQUIRE(again != nullptr);
  CHECK(again->value == SelfTestResult::Value::fail);
  CHECK(module->fips_state().value == FipsState::Value::error);
}

TEST_CASE("NSS as found follows C_GetFunctionList where that follows the FIPS flag") {
  const auto module = start_nss(kAmazon, Mode::as_found);
  const FipsState state = module->fips_state();
  CHECK_THAT(state.how, ContainsSubstring("C_GetFunctionList, by nssutil's NSS_GetSystemFIPSEnabled()"));
  CHECK((state.value == FipsState::Value::on) == ContainsSubstring("gives FC_").match(state.how));
}

TEST_CASE("Older NSS as found asks libnss3") {
  const auto module = start_nss(kDebian, Mode::as_found);
  CHECK_THAT(module->fips_state().how, ContainsSubstring("SECMOD_GetSystemFIPSEnabled()"));
}

TEST_CASE("A library that is not softoken is no NSS module") {
  const std::filesystem::path other = modules_folder() / "al2023-nss/libplds4.so";
  if (!std::filesystem::exists(other)) SKIP("al2023-nss is not there: run scripts/fetch-modules first");
  CHECK_THROWS(family_named("nss").load({"nss", other.string()}));
}

}  // namespace
}  // namespace fipsprobe::test
