#include "tests/real-modules/openssl_start.hpp"

namespace fipsprobe::test {
namespace {

// RFC 6070 §2, the second vector.
KdfOperation pbkdf2() { return {Pbkdf2Parameters{Hash::sha1, text("password"), text("salt"), 2}, 20}; }
constexpr std::string_view kPbkdf2 = "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957";

// RFC 5869 §A.1.
KdfOperation hkdf() {
  return {HkdfParameters{Hash::sha256, Bytes(22, 0x0b), hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9")}, 42};
}
constexpr std::string_view kHkdf = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865";

// CAVS ansx963_2001.rsp, SHA-1, the first vector with a longer key: its first 16 bytes.
KdfOperation x963() {
  return {X963KdfParameters{Hash::sha1, hex("fd17198b89ab39c4ab5d7cca363b82f9fd7e23c3984dc8a2"),
                            hex("856a53f3e36a26bbc5792879f307cce2")},
          16};
}
constexpr std::string_view kX963 = "6e5fad865cb4a51c95209b16df0cc490";

// RFC 2631 §2.1.6's first shared secret, for the key wrap of RFC 3565 §2.3.2: in OpenSSL's evpkdf_x942.txt.
KdfOperation x942() {
  return {X942KdfParameters{
              Hash::sha1, hex("000102030405060708090a0b0c0d0e0f10111213"), "2.16.840.1.101.3.4.1.5", {}, {}, {}, {}, {}},
          16};
}
constexpr std::string_view kX942 = "d6d6b094c1027a7de6e3117294a35364";

// NIST's KBKDF counter mode vectors (CAVS 14.4): HMAC-SHA-256, RLEN 32, COUNT 0.
KbkdfParameters counter_hmac() {
  KbkdfParameters parameters;
  parameters.mac = MacKind::hmac;
  parameters.hash = Hash::sha256;
  parameters.key = hex("dd1d91b7d90b2bd3138533ce92b272fbf8a369316aefe242e659cc0ae238afe0");
  parameters.fixed_before =
      hex("01322b96b30acd197979444e468e1c5c6859bf1b1cf951b7e725303e237e46b864a145fab25e517b08f8683d0315bb2911d80a0e8aba17f3b4"
          "13faac");
  return parameters;
}
constexpr std::string_view kCounterHmac = "10621342bfb0fd40046c0e29f2cfdbf0";

// The same, CMAC-AES-128.
KbkdfParameters counter_cmac() {
  KbkdfParameters parameters;
  parameters.mac = MacKind::cmac;
  parameters.cipher = Cipher::aes;
  parameters.key = hex("c10b152e8c97b77e18704e0f0bd38305");
  parameters.fixed_before =
      hex("98cd4cbbbebe15d17dc86e6dbad800a2dcbd64f7c7ad0e78e9cf94ffdba89d03e97eadf6c4f7b806caf52aa38f09d0eb71d71f497bcc6906b4"
          "8d36c4");
  return parameters;
}
constexpr std::string_view kCounterCmac = "26faf61908ad9ee881b8305c221db53f";

// CAVS tls.fax, TLS 1.0/1.1: the first vector.
KdfOperation tls10() {
  return {
      TlsPrfParameters{false,
                       {},
                       hex("bded7fa5c1699c010be23dd06ada3a48349f21e5f86263d512c0c5cc379f0e780ec55d9844b2f1db02a96453513568d0"),
                       "master secret",
                       hex("e5acaf549cd25c22d964c0d930fa4b5261d2507fad84c33715b7b9a864020693135e4d557fdf3aa6406d82975d5c606a"
                           "9734c9334b42136e96990fbd5358cdb2")},
      48};
}
constexpr std::string_view kTls10 =
    "2f6962dfbc744c4b2138bb6b3d33054c5ecc14f24851d9896395a44ab3964efc2090c5bf51a0891209f46c1e1e998f62";

// CAVS, SSH KDF with SHA-1: the first vector.
KdfOperation ssh() {
  return {
      SshKdfParameters{
          Hash::sha1,
          hex("0000008055bae931c07fd824bf10add1902b6fbc7c665347383498a686929ff5a25f8e40cb6645ea814fb1a5e0a11f852f86255641e5ed"
              "986e83a78bc8269480eac0b0dfd770cab92e7a28dd87ff452466d6ae867cead63b366b1c286e6c4811a9f14c27aea14c5171d49b78c06e"
              "3735d36e6a3be321dd5fc82308f34ee1cb17fba94a59"),
          hex("a4ebd45934f56792b5112dcd75a1075fdc889245"), hex("a4ebd45934f56792b5112dcd75a1075fdc889245"), 'A'},
      8};
}
constexpr std::string_view kSsh = "e2f627c0b43f1ac1";

void check_every_generation(Kdf& kdf) {
  REQUIRE(output_of(kdf.perform(x963())) == kX963);
  REQUIRE(output_of(kdf.perform(x942())) == kX942);
}

void check_providers(Kdf& kdf) {
  check_every_generation(kdf);
  REQUIRE(output_of(kdf.perform(hkdf())) == kHkdf);
  REQUIRE(output_of(kdf.perform({counter_hmac(), 16})) == kCounterHmac);
  REQUIRE(output_of(kdf.perform({counter_cmac(), 16})) == kCounterCmac);
  REQUIRE(output_of(kdf.perform(ssh())) == kSsh);
  KbkdfParameters behind = counter_hmac();
  behind.place = KbkdfParameters::CounterPlace::after_fixed;
  require_kind(kdf.perform({behind, 16}), OutcomeKind::unsupported, "before the fixed data only");
  require_kind(kdf.perform({IkeParameters{}, 16}), OutcomeKind::unsupported, "IKE");
}

}  // namespace

TEST_CASE("OpenSSL 1.0.2k derives keys with PBKDF2, X9.63 and X9.42, and says which KDFs it has not") {
  const auto module = start_al2_openssl();
  check_every_generation(*module->kdf());
  REQUIRE(output_of(module->kdf()->perform(pbkdf2())) == kPbkdf2);
  require_kind(module->kdf()->perform(tls10()), OutcomeKind::unsupported, "inside libssl");
  require_kind(module->kdf()->perform(hkdf()), OutcomeKind::unsupported, "HKDF");
  require_kind(module->kdf()->perform({counter_hmac(), 16}), OutcomeKind::unsupported, "KBKDF");
  require_kind(module->kdf()->perform({Pbkdf2Parameters{Hash::md5, text("password"), text("salt"), 2}, 16}),
               OutcomeKind::refused, "outside FIPS mode");
}

TEST_CASE("OpenSSL 3 derives keys with every KDF of its default provider") {
  const auto module = start_openssl_3(Mode::contrast);
  check_providers(*module->kdf());
  REQUIRE(output_of(module->kdf()->perform(pbkdf2())) == kPbkdf2);
  REQUIRE(output_of(module->kdf()->perform(tls10())) == kTls10);
  KbkdfParameters narrow = counter_hmac();
  narrow.counter_bits = 8;
  require_kind(module->kdf()->perform({narrow, 16}), OutcomeKind::unsupported, "32 bits only");
}

TEST_CASE("OpenSSL 3's FIPS provider refuses PBKDF2 below the bounds of SP 800-132 and the PRF of TLS 1.0") {
  const auto module = start_openssl_3(Mode::fips);
  check_providers(*module->kdf());
  require_kind(module->kdf()->perform(pbkdf2()), OutcomeKind::refused, "outside FIPS mode");
  require_kind(module->kdf()->perform(tls10()), OutcomeKind::refused, "MD5");
  KbkdfParameters narrow = counter_hmac();
  narrow.counter_bits = 8;
  REQUIRE(module->kdf()->perform({narrow, 16}).kind == OutcomeKind::ok);
}

}  // namespace fipsprobe::test
