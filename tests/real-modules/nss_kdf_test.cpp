#include <catch2/catch_test_macros.hpp>
#include <numeric>

#include "tests/real-modules/nss_vectors.hpp"

namespace fipsprobe::test {
namespace {

// range returns the bytes first, first + 1, ...; counting begins with 1.
Bytes range(std::uint8_t first, std::size_t size) {
  Bytes bytes(size);
  std::iota(bytes.begin(), bytes.end(), first);
  return bytes;
}
Bytes counting(std::size_t size) { return range(1, size); }

void check(Module& module, const KdfParameters& parameters, std::string_view expected) {
  const KdfOperation operation{parameters, expected.size() / 2};
  const Outcome outcome = module.kdf()->perform(operation);
  INFO(describe(operation) << ": " << outcome.reason);
  CHECK(to_hex(outcome.output) == expected);
}

KbkdfParameters hmac_sha256(KbkdfParameters::Mode mode, KbkdfParameters::CounterPlace place, std::size_t counter_bits) {
  KbkdfParameters kdf;
  kdf.mode = mode;
  kdf.mac = MacKind::hmac;
  kdf.hash = Hash::sha256;
  kdf.key = counting(32);
  kdf.place = place;
  kdf.counter_bits = counter_bits;
  kdf.fixed_before = Bytes{'l', 'a', 'b', 'e', 'l', 0, 'c', 'o', 'n', 't', 'e', 'x', 't'};
  return kdf;
}

void check_kbkdf(Module& module) {
  using Mode = KbkdfParameters::Mode;
  using Place = KbkdfParameters::CounterPlace;
  // KBKDFCounter.fax of NSS (CAVS 17.8): HMAC_SHA256 and CMAC_AES128, BEFORE_FIXED, 8 bits, COUNT = 0.
  KbkdfParameters counter = hmac_sha256(Mode::counter, Place::before_fixed, 8);
  counter.key = hex("3edc6b5b8f7aadbd713732b482b8f979286e1ea3b8f8f99c30c884cfe3349b83");
  counter.fixed_before =
      hex("98e9988bb4cc8b34d7922e1c68ad692ba2a1d9ae15149571675f17a77ad49e80c8d2a85e831a26445b1f0ff44d7084a17206b4896c8112daad18"
          "605a");
  check(module, counter, "6c037652990674a07844732d0ad985f9");
  counter.mac = MacKind::cmac;
  counter.cipher = Cipher::aes;
  counter.key = hex("dff1e50ac0b69dc40f1051d46c2b069c");
  counter.fixed_before =
      hex("c16e6e02c5a3dcc8d78b9ac1306877761310455b4e41469951d9e6c2245a064b33fd8c3b01203a7824485bf0a64060c4648b707d260793569931"
          "6ea5");
  check(module, counter, "8be8f0869b3c0ba97b71863d1b9f7813");
  // The others were made with Python's hmac.
  KbkdfParameters middle = hmac_sha256(Mode::counter, Place::middle, 16);
  middle.fixed_before = text("label");
  middle.fixed_after = text("context");
  check(module, middle, "64d9a0e4758c22e48e558f697061b199ae25432586e96e1f0b5786efb42ff31064d6b77219c3715341acbbf55a7a4c9d");
  KbkdfParameters feedback = hmac_sha256(Mode::feedback, Place::before_fixed, 32);
  feedback.iv = Bytes(32, 7);
  check(module, feedback, "c35929cade992db8d8aa274bdc3f71ad101b3f1dd0e12649f977f7a815068a0d15d103d7e8aca38110ce74697520f88b");
  check(module, hmac_sha256(Mode::double_pipeline, Place::before_fixed, 32),
        "3c7a7b1b205447884e42479646edc3a64b015847491d5983e3d4a69802f5ab4dabd1d268a198d8c611f07c46ddfe21dd");
}

void check_tls(Module& module) {
  // tls.fax of NSS (CAVS 17.8), the first of [TLS 1.0/1.1] and of [TLS 1.2, SHA-256].
  TlsPrfParameters tls;
  tls.label = "master secret";
  tls.secret = hex("4850b7f08f8502ea0b699377f649fa6f5af5b56c03f11381766cad0d96b129c962ff9246ef465d1e1847b857ef93d543");
  tls.seed =
      hex("b47ec547fa8553959510982b9bf5628af8b1295f3bead03035ab417bfb26d6f575d3a1c51c9651992d805a367b0446415d492c76be054eaeb7e3"
          "1736d200"
          "68cf");
  check(module, tls, "e8d72a6c2b05dee3b2d1516ef0963ce7686e491d4cc2d4b647d0889fa9ae2f6a4e3c3c57e442268e60dc27b3cadfe17c");
  tls.tls12 = true;
  tls.hash = Hash::sha256;
  tls.secret = hex("193f02f13c3c59ccb33c39e94a1cb5cdebf4ac41d5f599dbe9131f6df8264ddfbd2570e22b473b11458ccbf1c1ecfbdb");
  tls.seed =
      hex("cd80dbd121522fcff7ace185a2fd7574ca9373d80749a26cfb7922636983856b388a24f4e0850efffa5d690c97dbb5dfe9a61422e6257d4fbd4d"
          "633741bb"
          "3133");
  check(module, tls, "e8389cf4ae9d20a9a73479afbceaebbb1d30623049f85d08b6ccf8874e30c440b69b9a0b030d4783bf10ce80b0fc3d19");
  // With SHA-384 only the two master secrets can be had; these were made with Python's hmac.
  tls = {.tls12 = true, .hash = Hash::sha384, .secret = counting(48), .label = "master secret", .seed = counting(64)};
  check(module, tls, "f3787e6b1fd027e21390a9b60952a124542534112b09bd93251049d948a4996df9a15374076f1765256461e014d57e8e");
  tls.label = "extended master secret";
  tls.seed = counting(48);
  check(module, tls, "c68a69578a080331985d546d91ca394b340bff076e619ff535a3482bdee0bcd3295126d7dd99219213c22f534bb9aafc");
  tls.label = "key expansion";
  CHECK(module.kdf()->perform({tls, 104}).kind == OutcomeKind::unsupported);
}

void check_ike1(Module& module) {
  // ikev1_dsa.fax of NSS (CAVS 17.3), COUNT = 0; ikev1_psk.fax, COUNT = 0.
  IkeParameters ike;
  ike.hash = Hash::sha1;
  ike.ni = hex("69a62284195f1680");
  ike.nr = hex("80c94ba25c8abda5");
  ike.ci = hex("8c3bcd3a69831d7f");
  ike.cr = hex("d2d9a7ff4fbe95a7");
  ike.shared_secret = hex("8ba4cbc73c0187301dc19a975823854dbd641c597f637f8d053a83b9514673eb");
  ike.step = IkeParameters::Step::v1_skeyid_signature;
  check(module, ike, "707197817fb2d90cf54d1842606bdea59b9f4823");
  ike.key = hex("707197817fb2d90cf54d1842606bdea59b9f4823");
  ike.step = IkeParameters::Step::v1_skeyid_d;
  check(module, ike, "384be709a8a5e63c3ed160cfe3921c4b37d5b32d");
  ike.previous = hex("384be709a8a5e63c3ed160cfe3921c4b37d5b32d");
  ike.step = IkeParameters::Step::v1_skeyid_a;
  check(module, ike, "48b327575abe3adba0f279849e289022a13e2b47");
  ike.previous = hex("48b327575abe3adba0f279849e289022a13e2b47");
  ike.step = IkeParameters::Step::v1_skeyid_e;
  check(module, ike, "a4a415c8e0c38c0da847c356cc61c24df8025560");
}

void check_ike2(Module& module) {
  // ikev2.fax of NSS (CAVS 17.3), COUNT = 0; the first 20 bytes of the keys.
  IkeParameters ike;
  ike.hash = Hash::sha1;
  ike.ni = hex("32b50d5f4a3763f3");
  ike.nr = hex("9206a04b26564cb1");
  ike.shared_secret = hex("4b2c1f971981a8ad8d0abeafabf38cf75fc8349c148142465ed9c8b516b8be52");
  ike.step = IkeParameters::Step::v2_skeyseed;
  check(module, ike, "a9a7b222b59f8f48645f28a1db5b5f5d7479cba7");
  ike.key = hex("a14293677cc80ff8f9cc0eee30d895da9d8f4056");  // SK_d
  ike.shared_secret = hex("863f3c9d06efd39d2b907b97f8699e5dd5251ef64a2a176f36ee40c87d4f9330");
  ike.step = IkeParameters::Step::v2_skeyseed_rekey;
  check(module, ike, "63e81194946ebd05df7df5ebf5d8750056bf1f1d");
  ike.step = IkeParameters::Step::v2_prf_plus;
  check(module, ike, "bb43244c1860ad65ee1e211ffe8bb3661750c8f89cb9f547df7f4fa61d37301628190e38c66232eab4b3ab14c400a519");
  ike.shared_secret.clear();
  check(module, ike, "8059e3ee8810e6c3a91bc8bcd2a7a41151b8d0e6ae239c7b38093ad85ef4c5811a8e7b5d1cdabd9560b2d5e092d1f24e");
  ike.key = hex("a9a7b222b59f8f48645f28a1db5b5f5d7479cba7");
  ike.ci = hex("34c9e7c188868785");
  ike.cr = hex("3ff77d760d2b2199");
  check(module, ike, "a14293677cc80ff8f9cc0eee30d895da9d8f405666e30ef0dfcb63c634a46002a2a63080e514a062768b76606f9fa5e9");
}

void check_hkdf_and_pbkdf2(Module& module) {
  // RFC 5869 §A.2 and §A.3; §A.1 has a salt that is too short for the FIPS token.
  HkdfParameters hkdf{Hash::sha256, range(0x00, 80), range(0x60, 80), range(0xb0, 80)};
  check(module, hkdf,
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793"
        "a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
  hkdf = {Hash::sha256, Bytes(22, 0x0b), {}, {}};
  check(module, hkdf, "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  // RFC 6070, RFC 7914 §11.
  check(module, Pbkdf2Parameters{Hash::sha1, text("password"), text("salt"), 2}, "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
  check(module, Pbkdf2Parameters{Hash::sha256, text("passwd"), text("salt"), 1},
        "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd5091120"
        "41d3a19783");
}

void check_kdfs(const char* path, Mode mode) {
  const auto module = start_module("nss", path, mode);
  check_kbkdf(*module);
  check_tls(*module);
  check_ike1(*module);
  check_ike2(*module);
  check_hkdf_and_pbkdf2(*module);
  CHECK(module->kdf()->perform({SshKdfParameters{}, 16}).kind == OutcomeKind::unsupported);
  CHECK(module->kdf()->perform({X963KdfParameters{}, 16}).kind == OutcomeKind::unsupported);
}

TEST_CASE("NSS in FIPS mode refuses HKDF with a salt shorter than half a digest, which is the key of an HMAC") {
  const auto module = start_module("nss", kNss3112, Mode::fips);
  const HkdfParameters hkdf{Hash::sha256, counting(32), counting(13), {}};
  const Outcome outcome = module->kdf()->perform({hkdf, 16});
  CHECK(outcome.kind == OutcomeKind::refused);
  CHECK(outcome.reason.starts_with("C_DeriveKey: CKR_HOST_MEMORY (0x2)"));
}

TEST_CASE("NSS 3.112 derives the known keys in FIPS mode") { check_kdfs(kNss3112, Mode::fips); }
TEST_CASE("NSS 3.112 derives the known keys without FIPS mode") { check_kdfs(kNss3112, Mode::contrast); }
TEST_CASE("NSS 3.110 derives the known keys in FIPS mode") { check_kdfs(kNss3110, Mode::fips); }
TEST_CASE("NSS 3.90 derives the known keys in FIPS mode") { check_kdfs(kNss390, Mode::fips); }
TEST_CASE("NSS 3.87 derives the known keys in FIPS mode") { check_kdfs(kNss387, Mode::fips); }

}  // namespace
}  // namespace fipsprobe::test
