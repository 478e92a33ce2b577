#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/support/bytes.hpp"
#include "tests/support/real_module.hpp"

namespace fipsprobe::test {
namespace {

const std::filesystem::path kDebian = "debian12-gnutls/libgnutls.so.30";

std::unique_ptr<Module> start_gnutls() { return start_module("gnutls", kDebian, Mode::contrast); }

void check_output(const Outcome& outcome, std::string_view expected) {
  INFO(outcome.reason);
  REQUIRE(outcome.kind == OutcomeKind::ok);
  CHECK(to_hex(outcome.output) == expected);
}

// RFC 5869 Appendix A.1 and A.3.
TEST_CASE("GnuTLS derives HKDF keys to the published answers, and rejects a key that is too long") {
  const auto module = start_gnutls();
  HkdfParameters hkdf{Hash::sha256, Bytes(22, 0x0b), hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9")};
  check_output(module->kdf()->perform({hkdf, 42}),
               "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  hkdf.salt.clear();
  hkdf.info.clear();
  check_output(module->kdf()->perform({hkdf, 42}),
               "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  const Outcome too_long = module->kdf()->perform({hkdf, 255 * 32 + 1});
  INFO(too_long.reason);
  CHECK(too_long.kind == OutcomeKind::ok);
  CHECK_FALSE(too_long.accepted);
}

// RFC 6070 §2; RFC 7914 §11.
TEST_CASE("GnuTLS derives PBKDF2 keys to the published answers") {
  const auto module = start_gnutls();
  check_output(module->kdf()->perform({Pbkdf2Parameters{Hash::sha1, text("password"), text("salt"), 4096}, 20}),
               "4b007901b765489abead49d926f721d065a429c1");
  check_output(module->kdf()->perform({Pbkdf2Parameters{Hash::sha256, text("passwd"), text("salt"), 1}, 64}),
               "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
               "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783");
  CHECK(module->kdf()->perform({X963KdfParameters{Hash::sha256, {}, {}}, 16}).kind == OutcomeKind::unsupported);
}

// The TLS 1.2 vector is the one that the TLS working group's list published for SHA-256 (mailing list, 23 October 2009).
TEST_CASE("GnuTLS's TLS 1.2 PRF gives the published answer") {
  const auto module = start_gnutls();
  const TlsPrfParameters prf{true, Hash::sha256, hex("9bbe436ba940f017b17652849a71db35"), "test label",
                             hex("a0ba9f936cda311827a6f796ffd5198c")};
  check_output(
      module->kdf()->perform({prf, 100}),
      "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797"
      "c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66");
}

// FIPS 180-4's example: a million repetitions of "a".
TEST_CASE("GnuTLS digests a message that is given by its repetition") {
  const auto module = start_gnutls();
  DigestOperation operation;
  operation.hash = Hash::sha256;
  operation.message = text("a");
  operation.total_length = 1'000'000;
  check_output(module->digest()->perform(operation), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("GnuTLS's self-tests of key derivation pass by name") {
  const auto module = start_gnutls();
  const std::vector<SelfTestResult> results = module->self_tests();
  for (const char* const name : {"hkdf SHA256", "pbkdf2 SHA256", "tlsprf SHA256", "tlsprf SHA384"}) {
    INFO(name);
    const auto found = std::find_if(results.begin(), results.end(), [&](const auto& result) { return result.name == name; });
    REQUIRE(found != results.end());
    CHECK(found->value == SelfTestResult::Value::pass);
  }
}

}  // namespace
}  // namespace fipsprobe::test
