#include <catch2/catch_test_macros.hpp>

#include "tests/real-modules/nss_vectors.hpp"

namespace fipsprobe::test {
namespace {

void check_drbg(Module& module) {
  // Hash_DRBG.fax of NSS (CAVS 17.8), the first case: a reseeding and two generations.
  DrbgOperation drbg;
  drbg.mechanism = DrbgMechanism::hash;
  drbg.hash = Hash::sha256;
  drbg.entropy = hex("55fdf7d49eb526341b7d85af9cb3b715fbb9e2795ff7e061cc9bfd5bd05346f6");
  drbg.nonce = hex("5de147ffe4505bb7e60d223b9a57e5e32a9745d2336a2d");
  drbg.steps = {{DrbgStep::Kind::reseed, hex("065df27317635c42aa3547de29309fb0f9c8bf0498fa01fb4501f2d16873f75e"), {}},
                {DrbgStep::Kind::generate, {}, {}},
                {DrbgStep::Kind::generate, {}, {}}};
  drbg.output_length = 128;
  const Outcome outcome = module.drbg()->perform(drbg);
  INFO(outcome.reason);
  CHECK(
      to_hex(outcome.output) ==
      "b3e9f99a8d4b9a28bc71736369e45bca3e9af440e865ceaeaef4b48172267e4fba374f70d3fdefc950d81a8e67d211c8149f951d3191a458d476222"
      "7e4fcdf169a1edff09f73cadc015446294fbcbbbdc464581a0c53c35c3ab904cae6a5f475441810254b6001e7cc0720f02addb586a9786850acf2e7"
      "666190cd5a39760102");
  drbg.mechanism = DrbgMechanism::hmac;
  CHECK(module.drbg()->perform(drbg).kind == OutcomeKind::unsupported);
}

void check_dsa_parameters(Module& module) {
  // PQGVer.rsp (CAVS 11.0, FIPS 186-3), [mod = L=1024, N=160, SHA-1], the second case.
  DsaParameterOperation parameters;
  parameters.hash = Hash::sha1;
  parameters.p = hex(
      "9dd03ca284e00b4c8253f3fdc5c5c573d1460cb8595e24147ee36de6b1c9b26865c1a79dcc3c682978ea96d86243eb1f08ffe09aab1d9048c6e466a"
      "cfb82beeee18cc581400c958a712497b231fa19053918c871f5163c9db6d477b546d857477225037c14b825cc274120cf5dbd8a2844991fb7501788"
      "4b8bad359a097a9ea1");
  parameters.q = hex("9e9d6b2587d39727e87039fcb9b974f5fa424aa9");
  parameters.seed = hex("a51d359c76d7e6f55de7d5debe14a510e1639e5a");
  parameters.counter = 370;
  const Outcome valid = module.dsa_parameter_validator()->perform(parameters);
  INFO(valid.reason);
  CHECK(valid.kind == OutcomeKind::ok);
  CHECK(valid.accepted);
  parameters.seed.back() ^= 1;
  const Outcome invalid = module.dsa_parameter_validator()->perform(parameters);
  CHECK(invalid.kind == OutcomeKind::ok);
  CHECK_FALSE(invalid.accepted);
}

void check_freebl(const char* path, Mode mode) {
  const auto module = start_module("nss", path, mode);
  check_drbg(*module);
  check_dsa_parameters(*module);
}

TEST_CASE("Freebl of NSS 3.112 generates known bits and validates DSA parameters in FIPS mode") {
  check_freebl(kNss3112, Mode::fips);
}
TEST_CASE("Freebl of NSS 3.112 generates known bits and validates DSA parameters without FIPS mode") {
  check_freebl(kNss3112, Mode::contrast);
}
TEST_CASE("Freebl of NSS 3.110 generates known bits and validates DSA parameters in FIPS mode") {
  check_freebl(kNss3110, Mode::fips);
}
TEST_CASE("Freebl of NSS 3.90 generates known bits and validates DSA parameters in FIPS mode") {
  check_freebl(kNss390, Mode::fips);
}
TEST_CASE("Freebl of NSS 3.87 generates known bits and validates DSA parameters in FIPS mode") {
  check_freebl(kNss387, Mode::fips);
}

TEST_CASE("NSS digests a long message part by part") {
  const auto module = start_module("nss", kNss3112, Mode::fips);
  // A million times "a": FIPS 180-4's third example.
  DigestOperation digest{Hash::sha256, text("aaa")};
  digest.total_length = 1000000;
  CHECK(to_hex(module->digest()->perform(digest).output) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK(to_hex(module->digest()->perform({Hash::sha3_256, text("abc")}).output) ==
        "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532");
  digest.total_length = 0;
  digest.bits = 5;
  CHECK(module->digest()->perform(digest).kind == OutcomeKind::unsupported);
}

}  // namespace
}  // namespace fipsprobe::test
