#include <catch2/catch_test_macros.hpp>

#include "tests/support/bytes.hpp"
#include "tests/support/real_module.hpp"

namespace fipsprobe::test {
namespace {

const std::filesystem::path kAl2 = "al2-libgcrypt/libgcrypt.so.11";
const std::filesystem::path kDebian = "debian12-libgcrypt/libgcrypt.so.20";

std::unique_ptr<Module> start_libgcrypt(const std::filesystem::path& path, Mode mode) {
  return start_module("libgcrypt", path, mode);
}

void check_output(const Outcome& outcome, std::string_view expected) {
  INFO(outcome.reason);
  REQUIRE(outcome.kind == OutcomeKind::ok);
  CHECK(to_hex(outcome.output) == expected);
}

void check_rejected(const Outcome& outcome) {
  INFO(outcome.reason);
  CHECK(outcome.kind == OutcomeKind::ok);
  CHECK_FALSE(outcome.accepted);
}

// RFC 3394 §4.1.
KeyWrapOperation rfc3394(Direction direction) {
  const bool wrap = direction == Direction::encrypt;
  return {KeyWrapMode::kw,
          Cipher::aes,
          direction,
          false,
          hex("000102030405060708090a0b0c0d0e0f"),
          hex(wrap ? "00112233445566778899aabbccddeeff" : "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5")};
}

void check_key_wrap(Module& module) {
  check_output(module.key_wrap()->perform(rfc3394(Direction::encrypt)), "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
  KeyWrapOperation unwrap = rfc3394(Direction::decrypt);
  check_output(module.key_wrap()->perform(unwrap), "00112233445566778899aabbccddeeff");
  unwrap.input.back() ^= 1;
  check_rejected(module.key_wrap()->perform(unwrap));
  unwrap.input.pop_back();
  check_rejected(module.key_wrap()->perform(unwrap));
  unwrap.inverse = true;
  CHECK(module.key_wrap()->perform(unwrap).kind == OutcomeKind::unsupported);
  KeyWrapOperation tdes = rfc3394(Direction::encrypt);
  tdes.cipher = Cipher::tdes;
  tdes.key = Bytes(24, 0x5a);
  CHECK(module.key_wrap()->perform(tdes).kind == OutcomeKind::unsupported);
}

// RFC 5649 §6.
KeyWrapOperation rfc5649(Direction direction, std::string_view input) {
  return {KeyWrapMode::kwp, Cipher::aes, direction, false, hex("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8"), hex(input)};
}

TEST_CASE("libgcrypt 1.5 in FIPS mode wraps keys to the published answers, without padding") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  check_key_wrap(*module);
  const Outcome padded = module->key_wrap()->perform(rfc5649(Direction::encrypt, "466f7250617369"));
  INFO(padded.reason);
  CHECK(padded.kind == OutcomeKind::unsupported);
}

TEST_CASE("libgcrypt 1.10 in FIPS mode wraps keys to the published answers, also with padding") {
  const auto module = start_libgcrypt(kDebian, Mode::fips);
  check_key_wrap(*module);
  KeyWrap& wrap = *module->key_wrap();
  const std::string long_key = "c37b7e6492584340bed12207808941155068f738";
  const std::string long_wrapped = "138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a";
  check_output(wrap.perform(rfc5649(Direction::encrypt, long_key)), long_wrapped);
  check_output(wrap.perform(rfc5649(Direction::encrypt, "466f7250617369")), "afbeb0f07dfbf5419200f2ccb50bb24f");
  check_output(wrap.perform(rfc5649(Direction::decrypt, long_wrapped)), long_key);
  check_output(wrap.perform(rfc5649(Direction::decrypt, "afbeb0f07dfbf5419200f2ccb50bb24f")), "466f7250617369");
  check_rejected(wrap.perform(rfc5649(Direction::decrypt, "afbeb0f07dfbf5419200f2ccb50bb24e")));
}

TEST_CASE("libgcrypt 1.10 does not take a key that was wrapped without padding for one with") {
  const auto module = start_libgcrypt(kDebian, Mode::contrast);
  KeyWrapOperation unwrap = rfc3394(Direction::decrypt);
  unwrap.mode = KeyWrapMode::kwp;
  check_rejected(module->key_wrap()->perform(unwrap));
}

Pbkdf2Parameters pbkdf2(Hash hash, std::string_view password, std::string_view salt, std::uint32_t iterations) {
  return {hash, text(password), text(salt), iterations};
}

// RFC 6070 §2; RFC 7914 §11.
TEST_CASE("libgcrypt 1.5 in FIPS mode derives PBKDF2 keys to the published answers") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  check_output(module->kdf()->perform({pbkdf2(Hash::sha1, "password", "salt", 1), 20}),
               "0c60c80f961f0e71f3a9b524af6012062fe037a6");
  check_output(module->kdf()->perform({pbkdf2(Hash::sha256, "passwd", "salt", 1), 64}),
               "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
               "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
  const Outcome no_salt = module->kdf()->perform({pbkdf2(Hash::sha256, "passwd", "", 1), 64});
  CHECK(no_salt.kind == OutcomeKind::unsupported);
  CHECK(module->kdf()->perform({HkdfParameters{Hash::sha256, {}, {}, {}}, 32}).kind == OutcomeKind::unsupported);
}

TEST_CASE("libgcrypt 1.10 in FIPS mode refuses PBKDF2 with a short salt") {
  const auto module = start_libgcrypt(kDebian, Mode::fips);
  CHECK(module->kdf()->perform({pbkdf2(Hash::sha1, "password", "salt", 4096), 20}).kind == OutcomeKind::refused);
}

TEST_CASE("libgcrypt 1.10 outside FIPS mode derives PBKDF2 keys to the published answer") {
  const auto module = start_libgcrypt(kDebian, Mode::contrast);
  check_output(module->kdf()->perform({pbkdf2(Hash::sha1, "password", "salt", 4096), 20}),
               "4b007901b765489abead49d926f721d065a429c1");
}

// The value is that of Python's hashlib.pbkdf2_hmac.
TEST_CASE("libgcrypt derives a key from an empty password") {
  const auto module = start_libgcrypt(kDebian, Mode::contrast);
  check_output(module->kdf()->perform({pbkdf2(Hash::sha256, "", "saltsaltsaltsalt", 1000), 32}),
               "b88f67b6a828cb87ec03d16d8243f678544a017f2526f0e5e5b60a83369dde09");
}

TEST_CASE("libgcrypt 1.10 has neither HKDF nor a TLS PRF") {
  const auto module = start_libgcrypt(kDebian, Mode::contrast);
  const Outcome hkdf = module->kdf()->perform({HkdfParameters{Hash::sha256, text("key"), text("salt"), {}}, 32});
  INFO(hkdf.reason);
  CHECK(hkdf.kind == OutcomeKind::unsupported);
  CHECK(module->kdf()->perform({TlsPrfParameters{true, Hash::sha256, {}, "", {}}, 32}).kind == OutcomeKind::unsupported);
}

// CAVP drbgvectors_no_reseed and drbgvectors_pr_false: entropy and nonce are one after another, so the split does not matter.
DrbgOperation hmac_drbg() {
  DrbgOperation operation;
  operation.mechanism = DrbgMechanism::hmac;
  operation.hash = Hash::sha256;
  operation.entropy = hex("8df013b4d103523073917ddf6a869793059e9943fc8654549e7ab22f7c29f122");
  operation.nonce = hex("da2625af2ddd4abcce3cf4fa4659d84e");
  operation.personalization = hex("b571e66d7c338bc07b76ad3757bb2f9452bf7e07437ae8581ce7bc7c3ac651a9");
  operation.steps = {{DrbgStep::Kind::generate, {}, {}}, {DrbgStep::Kind::generate, {}, {}}};
  operation.output_length = 128;
  return operation;
}

DrbgOperation ctr_drbg() {
  DrbgOperation operation;
  operation.mechanism = DrbgMechanism::ctr;
  operation.cipher = Cipher::aes;
  operation.key_size = 16;
  operation.derivation_function = true;
  operation.entropy = hex("c0701f9250758fcdf2be739880db66eb");
  operation.nonce = hex("1468b4a5879c2da6");
  operation.personalization = hex("8008aee8e96940c50873c79f8ecfe002");
  operation.steps = {{DrbgStep::Kind::generate, {}, hex("f901f8167a1dffde8e3c83e24485e7fe")},
                     {DrbgStep::Kind::generate, {}, hex("171c0938c2389f97876055b48216627f")}};
  operation.output_length = 64;
  return operation;
}

DrbgOperation hash_drbg_with_reseed() {
  DrbgOperation operation;
  operation.mechanism = DrbgMechanism::hash;
  operation.hash = Hash::sha1;
  operation.entropy = hex("d9bab5cedca96f6178d64509a0dfdc5e");
  operation.nonce = hex("dad8989414450e01");
  operation.steps = {{DrbgStep::Kind::reseed, hex("c6bad074c5906786f5e1f32099f5b491"), hex("3e6bf46f4daa3825d7194e694e7752f7")},
                     {DrbgStep::Kind::generate, {}, hex("04fa2895aa5a6f8c5743343b805e5ea4")},
                     {DrbgStep::Kind::generate, {}, hex("df5dc459dff02aa2f052d721ec607230")}};
  operation.output_length = 80;
  return operation;
}

void check_drbg(Module& module) {
  check_output(
      module.drbg()->perform(hmac_drbg()),
      "b91cba4cc84fa25df8610b81b641402768a2097234932e37d590b1154cbd23f97452e310e291c45146147f0da2d81761fe90fba64f94419c"
      "0f662b28c1ed94da487bb7e73eec798fbcf981b791d1be4f177a8907aa3c401643a5b62b87b89d66b3a60e40d4a8e4e9d82af6d2700e6f53"
      "5cdb51f75c321729103741030ccc3a56");
  check_output(
      module.drbg()->perform(ctr_drbg()),
      "97c0c0e5a0ccf24f3363488adb130a3589bf806562ee13957c33d37df407777a2b650b5f455c13f190777fc5043fcc1a38f8cd1bbbd557d1"
      "4a4c2e8a2b491e5c");
  check_output(
      module.drbg()->perform(hash_drbg_with_reseed()),
      "c48b89f9da3f748245555d5d033b693dd71a4df5690205cefcd720113cc24e098936ff5e77b541535870b339468cdd8d6faf8c56163a700a75"
      "b23e599b5aecf16f3baf6d5f2419971f24f446720feabe");
  DrbgOperation no_df = ctr_drbg();
  no_df.derivation_function = false;
  CHECK(module.drbg()->perform(no_df).kind == OutcomeKind::unsupported);
  DrbgOperation one_call = ctr_drbg();
  one_call.steps.pop_back();
  CHECK(module.drbg()->perform(one_call).kind == OutcomeKind::unsupported);
}

TEST_CASE("libgcrypt 1.5 of Amazon Linux 2 runs the DRBG with test entropy to NIST's answers") {
  const auto module = start_libgcrypt(kAl2, Mode::fips);
  check_drbg(*module);
}

TEST_CASE("libgcrypt 1.10 runs the DRBG with test entropy to NIST's answers, and has no word for SHA-384") {
  const auto module = start_libgcrypt(kDebian, Mode::fips);
  check_drbg(*module);
  DrbgOperation sha384 = hmac_drbg();
  sha384.hash = Hash::sha384;
  CHECK(module->drbg()->perform(sha384).kind == OutcomeKind::unsupported);
}

// FIPS 180-4's example: a million repetitions of "a".
TEST_CASE("libgcrypt digests a message that is given by its repetition") {
  const auto module = start_libgcrypt(kAl2, Mode::contrast);
  DigestOperation operation;
  operation.hash = Hash::sha256;
  operation.message = text("a");
  operation.total_length = 1'000'000;
  check_output(module->digest()->perform(operation), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

}  // namespace
}  // namespace fipsprobe::test
