#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>

#include "tests/real-modules/gcm_case.hpp"
#include "tests/real-modules/signatures_by_openssl.hpp"
#include "tests/support/bytes.hpp"
#include "tests/support/real_module.hpp"

namespace fipsprobe::test {
namespace {

const std::filesystem::path kAl2 = "al2-libgcrypt/libgcrypt.so.11";
const std::filesystem::path kDebian = "debian12-libgcrypt/libgcrypt.so.20";

std::unique_ptr<Module> start_libgcrypt(const std::filesystem::path& path, Mode mode) {
  return start_module("libgcrypt", path, mode);
}

// PrivateCopy is a folder with a copy of a module's folder, removed at the end. Its name has the process id, so that it is the
// same folder after start_module has started the program again.
class PrivateCopy {
 public:
  explicit PrivateCopy(const std::filesystem::path& module)
      : folder_(std::filesystem::temp_directory_path() / ("fipsprobe-libgcrypt-" + std::to_string(::getpid()))),
        path_(folder_ / module.filename()) {
    const std::filesystem::path source = modules_folder() / module.parent_path();
    if (!std::filesystem::exists(source)) SKIP(source.string() + " is not there: run scripts/fetch-modules first");
    std::filesystem::copy(source, folder_,
                          std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  }
  ~PrivateCopy() { std::filesystem::remove_all(folder_); }
  PrivateCopy(const PrivateCopy&) = delete;
  PrivateCopy& operator=(const PrivateCopy&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path integrity_file() const { return folder_ / ("." + path_.filename().string() + ".hmac"); }

 private:
  std::filesystem::path folder_;
  std::filesystem::path path_;
};

const SelfTestResult* find_test(const std::vector<SelfTestResult>& results, std::string_view name) {
  for (const SelfTestResult& result : results) {
    if (result.name == name) return &result;
  }
  return nullptr;
}

Outcome sha256_of_abc(Module& module) { return module.digest()->perform({Hash::sha256, text("abc"), 0}); }

// FIPS 180-4's example "abc".
const std::string kSha256OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

void check_known_answers(Module& module) {
  CHECK(to_hex(sha256_of_abc(module).output) == kSha256OfAbc);
  CHECK(to_hex(module.digest()->perform({Hash::sha1, text("abc"), 0}).output) == "a9993e364706816aba3e25717850c26c9cd0d89d");

  // RFC 4231 §4.3.
  MacOperation hmac{MacKind::hmac, Hash::sha256, {}, text("Jefe"), {}, text("what do ya want for nothing?"), 32};
  hmac.key.resize(20);  // HMAC pads with zeros anyway, and FIPS mode of 1.10 wants 14 bytes or more
  CHECK(to_hex(module.mac()->perform(hmac).output) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  hmac.tag_length = 10;
  CHECK(to_hex(module.mac()->perform(hmac).output) == "5bdcc146bf60754e6a04");

  // SP 800-38A F.2.1, F.5.1 (the first two blocks), twice in a row to use the kept key schedule.
  CipherOperation cbc{Cipher::aes,
                      CipherMode::cbc,
                      Direction::encrypt,
                      hex("2b7e151628aed2a6abf7158809cf4f3c"),
                      hex("000102030405060708090a0b0c0d0e0f"),
                      hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")};
  const std::string ciphertext = "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2";
  CHECK(to_hex(module.cipher()->perform(cbc).output) == ciphertext);
  CHECK(to_hex(module.cipher()->perform(cbc).output) == ciphertext);
  cbc.direction = Direction::decrypt;
  cbc.input = hex(ciphertext);
  CHECK(to_hex(module.cipher()->perform(cbc).output) == "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");

  CipherOperation ctr{Cipher::aes,
                      CipherMode::ctr,
                      Direction::encrypt,
                      hex("2b7e151628aed2a6abf7158809cf4f3c"),
                      hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"),
                      hex("6bc1bee22e409f96e93d7e117393172aae2d8a57")};
  CHECK(to_hex(module.cipher()->perform(ctr).output) == "874d6191b620e3261bef6864990db6ce9806f66b");
  CHECK(to_hex(module.cipher()->perform(ctr).output) == "874d6191b620e3261bef6864990db6ce9806f66b");

  CipherOperation ofb{Cipher::aes,
                      CipherMode::ofb,
                      Direction::encrypt,
                      hex("2b7e151628aed2a6abf7158809cf4f3c"),
                      hex("000102030405060708090a0b0c0d0e0f"),
                      hex("6bc1bee22e409f96e93d7e117393172aae")};
  const Bytes once = module.cipher()->perform(ofb).output;
  CHECK(to_hex(once).substr(0, 32) == "3b3fd92eb72dad20333449f8e83cfb4a");
  CHECK(module.cipher()->perform(ofb).output == once);
}

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

void check_accepts(Module& module, VerifyOperation operation) {
  INFO(describe(operation));
  const Outcome good = module.verifier()->perform(operation);
  INFO(good.reason);
  CHECK(good.kind == OutcomeKind::ok);
  CHECK(good.accepted);

  VerifyOperation other_message = operation;
  other_message.message.push_back('.');
  const Outcome bad = module.verifier()->perform(other_message);
  CHECK(bad.kind == OutcomeKind::ok);
  CHECK_FALSE(bad.accepted);

  operation.signature.assign(operation.signature.size(), 0);
  const Outcome zero = module.verifier()->perform(operation);
  INFO(zero.reason);
  CHECK(zero.kind == OutcomeKind::ok);
  CHECK_FALSE(zero.accepted);
}

TEST_CASE("libgcrypt 1.5 of Amazon Linux 2 outside FIPS mode gives the known answers and says that the mode is off") {
  const auto module = start_libgcrypt(kAl2, Mode::contrast);
  CHECK(module->version().version == "1.5.3");
  CHECK(module->fips_state().value == FipsState::Value::off);
  check_known_answers(*module);
  const Outcome md5 = module->digest()->perform({Hash::md5, text("abc"), 0});
  CHECK(to_hex(md5.output) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(md5.reason.empty());
}

TEST_CASE("libgcrypt 1.5 of Amazon Linux 2 enters FIPS mode when forced, and says so with its own numbers") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  const FipsState state = module->fips_state();
  CHECK(state.value == FipsState::Value::on);
  CHECK(state.how.find("GCRYCTL_FIPS_MODE_P) = 536870913") != std::string::npos);
  check_known_answers(*module);
  CHECK(module->fips_state().value == FipsState::Value::on);
}

TEST_CASE("libgcrypt 1.5 in FIPS mode computes MD5 through a handle and stays in FIPS mode") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  const Outcome outcome = module->digest()->perform({Hash::md5, text("abc"), 0});
  CHECK(outcome.kind == OutcomeKind::ok);
  CHECK(to_hex(outcome.output) == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(outcome.reason.empty());
  CHECK(module->fips_state().value == FipsState::Value::on);
}

TEST_CASE("libgcrypt 1.5 in FIPS mode refuses what its build has, and calls unsupported what no build of it has") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  for (const Hash hash : {Hash::md4, Hash::ripemd160, Hash::whirlpool}) {
    const Outcome outcome = module->digest()->perform({hash, text("abc"), 0});
    INFO(name_of(hash) << ": " << outcome.reason);
    CHECK(outcome.kind == OutcomeKind::refused);
  }
  for (const auto& [cipher, size] : {std::pair{Cipher::des, 8}, {Cipher::blowfish, 16}, {Cipher::camellia, 16}}) {
    const Bytes key(static_cast<std::size_t>(size), 0x5a);
    const Bytes block(block_size(cipher), 0);
    const Outcome outcome = module->cipher()->perform({cipher, CipherMode::ecb, Direction::encrypt, key, {}, block});
    INFO(name_of(cipher) << ": " << outcome.reason);
    CHECK(outcome.kind == OutcomeKind::refused);
  }
  CHECK(module->digest()->perform({Hash::sha3_256, text("abc"), 0}).kind == OutcomeKind::unsupported);
  CHECK(module->cipher()
            ->perform({Cipher::chacha20, CipherMode::stream, Direction::encrypt, Bytes(32), Bytes(12), Bytes(8)})
            .kind == OutcomeKind::unsupported);
  CHECK(module->aead() == nullptr);
  CHECK(module->key_generator()->perform({SignatureScheme::ecdsa, 0, Curve::p256}).kind == OutcomeKind::unsupported);
}

TEST_CASE("libgcrypt 1.5 verifies RSA and DSA signatures that OpenSSL made, in FIPS mode") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  check_accepts(*module, rsa(SignatureScheme::rsa_pkcs1, Hash::sha256, kRsa2048Pkcs1Sha256));
  check_accepts(*module, rsa(SignatureScheme::rsa_pkcs1, Hash::sha1, kRsa2048Pkcs1Sha1));
  check_accepts(*module, rsa(SignatureScheme::rsa_pss, Hash::sha384, kRsa2048PssSha384Salt20, 20));
  check_accepts(*module, dsa(Hash::sha256, kDsa2048Sha256));
  check_accepts(*module, dsa(Hash::sha384, kDsa2048Sha384));
  CHECK(module->verifier()->perform(rsa(SignatureScheme::rsa_pss, Hash::sha256, kRsa2048PssSha256Salt32, 32)).kind ==
        OutcomeKind::unsupported);
}

TEST_CASE("libgcrypt 1.5's self-tests pass by name, with the integrity check among them") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  const std::vector<SelfTestResult> results = module->self_tests();
  CHECK(results.size() == 19);
  for (const SelfTestResult& result : results) {
    INFO(result.name << ": " << result.detail);
    CHECK(result.value == SelfTestResult::Value::pass);
  }
  REQUIRE(find_test(results, "binary (0)") != nullptr);
  CHECK(find_test(results, "cipher AES256 (9)") != nullptr);
  CHECK(find_test(results, "GCRYCTL_SELFTEST") != nullptr);
}

TEST_CASE("libgcrypt 1.5 with a corrupted .hmac file is in its error state and computes nothing") {
  const PrivateCopy copy(kAl2);
  std::ofstream(copy.integrity_file(), std::ios::trunc) << std::string(64, '0') << '\n';
  const auto module = start_libgcrypt(copy.path(), Mode::fips);
  const FipsState state = module->fips_state();
  INFO(state.how);
  CHECK(state.value == FipsState::Value::error);
  CHECK(state.how.find("binary") != std::string::npos);

  const std::vector<SelfTestResult> results = module->self_tests();
  REQUIRE(find_test(results, "binary (0)") != nullptr);
  CHECK(find_test(results, "binary (0)")->value == SelfTestResult::Value::fail);
  CHECK(find_test(results, "GCRYCTL_SELFTEST")->value == SelfTestResult::Value::fail);
  const Outcome outcome = sha256_of_abc(*module);
  INFO(outcome.reason);
  CHECK(outcome.kind == OutcomeKind::error);
  CHECK(outcome.reason.find("176") != std::string::npos);
}

TEST_CASE("libgcrypt 1.5 without its .hmac file is in its error state") {
  const PrivateCopy copy(kAl2);
  std::filesystem::remove(copy.integrity_file());
  const auto module = start_libgcrypt(copy.path(), Mode::fips);
  CHECK(module->fips_state().value == FipsState::Value::error);
  const std::vector<SelfTestResult> results = module->self_tests();
  REQUIRE(find_test(results, "GCRYCTL_SELFTEST") != nullptr);
  CHECK(find_test(results, "GCRYCTL_SELFTEST")->value == SelfTestResult::Value::fail);
}

TEST_CASE("libgcrypt 1.5 outside FIPS mode works with a corrupted .hmac file, and its self-test still reports it") {
  const PrivateCopy copy(kAl2);
  std::ofstream(copy.integrity_file(), std::ios::trunc) << std::string(64, '0') << '\n';
  const auto module = start_libgcrypt(copy.path(), Mode::contrast);
  CHECK(to_hex(sha256_of_abc(*module).output) == kSha256OfAbc);
  const std::vector<SelfTestResult> results = module->self_tests();
  CHECK(find_test(results, "GCRYCTL_SELFTEST")->value == SelfTestResult::Value::fail);
}

TEST_CASE("libgcrypt 1.10 of Debian in FIPS mode gives the known answers and refuses what is not approved") {
  const auto module = start_libgcrypt(kDebian, Mode::fips);
  CHECK(module->version().version == "1.10.1");
  const FipsState state = module->fips_state();
  CHECK(state.value == FipsState::Value::on);
  CHECK(state.how.find("LIBGCRYPT_FORCE_FIPS_MODE is set") != std::string::npos);
  check_known_answers(*module);
  for (const Hash hash : {Hash::md5, Hash::md4, Hash::ripemd160, Hash::whirlpool}) {
    CHECK(module->digest()->perform({hash, text("abc"), 0}).kind == OutcomeKind::refused);
  }
  const Bytes key(16, 0x5a);
  CHECK(module->cipher()->perform({Cipher::camellia, CipherMode::ecb, Direction::encrypt, key, {}, key}).kind ==
        OutcomeKind::refused);
  CHECK(module->key_generator()->perform({SignatureScheme::rsa_pkcs1, 1024, {}}).kind == OutcomeKind::refused);
  CHECK(module->key_generator()->perform({SignatureScheme::ecdsa, 0, Curve::p192}).kind == OutcomeKind::refused);
  CHECK(module->key_generator()->perform({SignatureScheme::ecdsa, 0, Curve::p256}).kind == OutcomeKind::ok);
  CHECK(module->verifier()->perform(dsa(Hash::sha256, kDsa2048Sha256)).kind == OutcomeKind::refused);
  CHECK(module->fips_state().value == FipsState::Value::on);
}

TEST_CASE("libgcrypt 1.10 verifies RSA, DSA and ECDSA signatures that OpenSSL made") {
  const auto module = start_libgcrypt(kDebian, Mode::contrast);
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

TEST_CASE("libgcrypt rejects a point that is not on the curve and a signature of the wrong length, as not authentic") {
  const auto module = start_libgcrypt(kDebian, Mode::contrast);
  VerifyOperation off_curve = ecdsa(Curve::p256, Hash::sha256, kP256X, kP256Y, kP256Sha256);
  std::get<EcPublicKey>(off_curve.key).y.back() ^= 1;
  const Outcome outcome = module->verifier()->perform(off_curve);
  INFO(outcome.reason);
  CHECK(outcome.kind == OutcomeKind::ok);
  CHECK_FALSE(outcome.accepted);

  VerifyOperation shorter = rsa(SignatureScheme::rsa_pkcs1, Hash::sha256, kRsa2048Pkcs1Sha256);
  shorter.signature.pop_back();
  CHECK(module->verifier()->perform(shorter).kind == OutcomeKind::ok);
  CHECK_FALSE(module->verifier()->perform(shorter).accepted);
}

TEST_CASE("libgcrypt 1.10 decrypts GCM, finds a bad tag, and in FIPS mode does not encrypt with a nonce from outside") {
  const auto module = start_libgcrypt(kDebian, Mode::fips);
  AeadOperation operation = gcm_case_4();
  CHECK(to_hex(module->aead()->perform(operation).output) == kGcmPlaintext);
  operation.tag.back() ^= 1;
  const Outcome bad = module->aead()->perform(operation);
  CHECK(bad.kind == OutcomeKind::ok);
  CHECK_FALSE(bad.accepted);
  CHECK(bad.output.empty());

  // SP 800-38D §8.2: the module makes the nonce itself.
  operation.direction = Direction::encrypt;
  const Outcome refused = module->aead()->perform(operation);
  INFO(refused.reason);
  CHECK(refused.kind == OutcomeKind::refused);
}

TEST_CASE("libgcrypt 1.10 outside FIPS mode encrypts GCM and CCM to the published answers") {
  const auto module = start_libgcrypt(kDebian, Mode::contrast);
  AeadOperation gcm = gcm_case_4();
  const std::string expected = to_hex(gcm.input) + to_hex(gcm.tag);
  gcm.direction = Direction::encrypt;
  gcm.input = hex(kGcmPlaintext);
  CHECK(to_hex(module->aead()->perform(gcm).output) == expected);
  CHECK(to_hex(module->aead()->perform(gcm).output) == expected);

  // SP 800-38C Appendix C.1: a tag of four bytes.
  const AeadOperation ccm{AeadMode::ccm,
                          Cipher::aes,
                          Direction::encrypt,
                          hex("404142434445464748494a4b4c4d4e4f"),
                          hex("10111213141516"),
                          hex("0001020304050607"),
                          hex("20212223"),
                          {},
                          4};
  CHECK(to_hex(module->aead()->perform(ccm).output) == "7162015b4dac255d");
}

TEST_CASE("libgcrypt 1.10 computes HMAC, CMAC and GMAC to the published answers") {
  const auto module = start_libgcrypt(kDebian, Mode::contrast);
  // RFC 4231 §4.3; SP 800-38B D.1 example 2; GMAC: SP 800-38D test case 1 of the original specification (empty message).
  MacOperation hmac{MacKind::hmac, Hash::sha256, {}, text("Jefe"), {}, text("what do ya want for nothing?"), 32};
  CHECK(to_hex(module->mac()->perform(hmac).output) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  hmac.tag_length = 10;
  CHECK(to_hex(module->mac()->perform(hmac).output) == "5bdcc146bf60754e6a04");
  const MacOperation cmac{
      MacKind::cmac, {}, Cipher::aes, hex("2b7e151628aed2a6abf7158809cf4f3c"), {}, hex("6bc1bee22e409f96e93d7e117393172a"), 16};
  CHECK(to_hex(module->mac()->perform(cmac).output) == "070a16b46b4d4144f79bdd9dd04a287c");
  CHECK(to_hex(module->mac()->perform(cmac).output) == "070a16b46b4d4144f79bdd9dd04a287c");
  const MacOperation gmac{MacKind::gmac, {}, Cipher::aes, Bytes(16), Bytes(12), {}, 16};
  CHECK(to_hex(module->mac()->perform(gmac).output) == "58e2fccefa7e3061367f1d57a4e7455a");
}

// SP 800-20 Table A.1: the variable plaintext known answer, whose three keys are all 0101010101010101.
const CipherOperation kWeakTdes{
    Cipher::tdes, CipherMode::ecb, Direction::encrypt, Bytes(24, 0x01), {}, {0x80, 0, 0, 0, 0, 0, 0, 0}};

TEST_CASE("libgcrypt 1.10 uses a weak 3DES key when asked to") {
  const auto module = start_libgcrypt(kDebian, Mode::contrast);
  CHECK(to_hex(module->cipher()->perform(kWeakTdes).output) == "95f8a5e5dd31d900");
}

TEST_CASE("libgcrypt 1.5 refuses a weak 3DES key in its own words") {
  const auto module = start_libgcrypt(kAl2, Mode::contrast);
  const Outcome outcome = module->cipher()->perform(kWeakTdes);
  CHECK(outcome.kind == OutcomeKind::refused);
  CHECK(outcome.reason.find("Weak encryption key") != std::string::npos);
}

}  // namespace
}  // namespace fipsprobe::test
