#include "tests/real-modules/openssl_start.hpp"

namespace fipsprobe::test {
namespace {

DrbgStep generate(std::string_view entropy = {}) { return {DrbgStep::Kind::generate, hex(entropy), {}}; }
DrbgStep reseed(std::string_view entropy) { return {DrbgStep::Kind::reseed, hex(entropy), {}}; }

// The examples are the first of their kind in NIST's drbgtestvectors.zip, without personalization and additional input.
DrbgOperation ctr(std::string_view entropy, std::string_view nonce, std::vector<DrbgStep> steps) {
  DrbgOperation operation;
  operation.mechanism = DrbgMechanism::ctr;
  operation.cipher = Cipher::aes;
  operation.key_size = 16;
  operation.derivation_function = true;
  operation.entropy = hex(entropy);
  operation.nonce = hex(nonce);
  operation.steps = std::move(steps);
  operation.output_length = 64;
  return operation;
}

DrbgOperation hashed(DrbgMechanism mechanism, std::string_view entropy, std::string_view nonce) {
  DrbgOperation operation;
  operation.mechanism = mechanism;
  operation.hash = Hash::sha256;
  operation.entropy = hex(entropy);
  operation.nonce = hex(nonce);
  operation.steps = {generate(), generate()};
  operation.output_length = 128;
  return operation;
}

void check_generators(Drbg& drbg) {
  REQUIRE(
      output_of(drbg.perform(ctr("890eb067acf7382eff80b0c73bc872c6", "aad471ef3ef1d203", {generate(), generate()}))) ==
      "a5514ed7095f64f3d0d3a5760394ab42062f373a25072a6ea6bcfd8489e94af6cf18659fea22ed1ca0a9e33f718b115ee536b12809c31b72b08ddd"
      "8be1910fa3");
  REQUIRE(
      output_of(drbg.perform(ctr("0f65da13dca407999d4773c2b4a11d85", "5209e5b4ed82a234",
                                 {reseed("1dea0a12c52bf64339dd291c80d8ca89"), generate(), generate()}))) ==
      "2859cc468a76b08661ffd23b28547ffd0997ad526a0f51261b99ed3a37bd407bf418dbe6c6c3e26ed0ddefcb7474d899bd99f3655427519fc5b405"
      "7bcaf306d4");
  DrbgOperation resistant = ctr("5d4041942bcf68864a4997d8171f1f9f", "d4f1f4ae08bcb3e1",
                                {generate("ef55a769b7eaf03fe082029bb32a2b9d"), generate("8239e865c0a42e14b964b9c09de85a20")});
  resistant.prediction_resistance = true;
  REQUIRE(
      output_of(drbg.perform(resistant)) ==
      "4155320287eedcf7d484c2c2a1e2eb64b9c9ce77c87202a1ae1616c7a5cfd1c687c7a0bfcc85bda48fdd4629fd330c22d0a76076f88fc7cd04037e"
      "e06b7af602");
  REQUIRE(
      output_of(drbg.perform(hashed(DrbgMechanism::hash, "a65ad0f345db4e0effe875c3a2e71f42c7129d620ff5c119a9ef55f05185e0fb",
                                    "8581f9317517276e06e9607ddbcbcc2e"))) ==
      "d3e160c35b99f340b2628264d1751060e0045da383ff57a57d73a673d2b8d80daaf6a6c35a91bb4579d73fd0c8fed111b0391306828adfed528f01"
      "8121b3febdc343e797b87dbb63db1333ded9d1ece177cfa6b71fe8ab1da46624ed6415e51ccde2c7ca86e283990eeaeb91120415528b2295910281"
      "b02dd431f4c9f70427df");
  REQUIRE(
      output_of(drbg.perform(hashed(DrbgMechanism::hmac, "ca851911349384bffe89de1cbdc46e6831e44d34a4fb935ee285dd14b71a7488",
                                    "659ba96c601dc69fc902940805ec0ca8"))) ==
      "e528e9abf2dece54d47c7e75e5fe302149f817ea9fb4bee6f4199697d04d5b89d54fbb978a15b5c443c9ec21036d2460b6f73ebad0dc2aba6e624a"
      "bf07745bc107694bb7547bb0995f70de25d6b29e2d3011bb19d27676c07162c8b5ccde0668961df86803482cb37ed6d5c0bb8d50cf1f50d476aa04"
      "58bdaba806f48be9dcb8");
}

// without_derivation_function has as much entropy as the seed has bytes: SP 800-90A Rev. 1 Table 3.
DrbgOperation without_derivation_function() {
  DrbgOperation operation = ctr("890eb067acf7382eff80b0c73bc872c6890eb067acf7382eff80b0c73bc872c6", "", {generate()});
  operation.derivation_function = false;
  return operation;
}

}  // namespace

TEST_CASE("OpenSSL 1.0.2k's DRBGs give NIST's answers in FIPS mode") {
  const auto module = start_al2_openssl();
  check_generators(*module->drbg());
  REQUIRE(module->drbg()->perform(without_derivation_function()).kind == OutcomeKind::ok);
  DrbgOperation truncated = hashed(DrbgMechanism::hash, std::string(64, 'a'), std::string(32, 'b'));
  truncated.hash = Hash::sha512_256;
  require_kind(module->drbg()->perform(truncated), OutcomeKind::unsupported, "FIPS_drbg_new has no");
}

TEST_CASE("OpenSSL 3's DRBGs give NIST's answers with the FIPS provider, which asks for a derivation function") {
  const auto module = start_openssl_3(Mode::fips);
  check_generators(*module->drbg());
  require_kind(module->drbg()->perform(without_derivation_function()), OutcomeKind::refused, "derivation function");
}

TEST_CASE("OpenSSL 3's DRBGs give NIST's answers with the default provider") {
  const auto module = start_openssl_3(Mode::contrast);
  check_generators(*module->drbg());
  REQUIRE(module->drbg()->perform(without_derivation_function()).kind == OutcomeKind::ok);
}

}  // namespace fipsprobe::test
