#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/vectors/wycheproof_test.hpp"

namespace fipsprobe {
namespace {

// WycheproofKindRow: the group's type, and the file's algorithm, or what it begins with where a "*" follows.
struct WycheproofKindRow {
  std::string_view type;
  std::string_view algorithm;
  WycheproofMapper map;
};

constexpr std::array kWycheproofKinds = {
    WycheproofKindRow{"AeadTest", "AES-GCM", map_wycheproof_aead},
    WycheproofKindRow{"AeadTest", "AES-CCM", map_wycheproof_aead},
    WycheproofKindRow{"AeadTest", "CHACHA20-POLY1305", map_wycheproof_aead},
    WycheproofKindRow{"IndCpaTest", "AES-CBC-PKCS5", map_wycheproof_cipher},
    WycheproofKindRow{"IndCpaTest", "AES-XTS", map_wycheproof_cipher},
    WycheproofKindRow{"KeywrapTest", "AES-WRAP", map_wycheproof_key_wrap},
    WycheproofKindRow{"KeywrapTest", "AES-KWP", map_wycheproof_key_wrap},
    WycheproofKindRow{"KeywrapTest", "KW", map_wycheproof_key_wrap},
    WycheproofKindRow{"KeywrapTest", "KWP", map_wycheproof_key_wrap},
    WycheproofKindRow{"MacTest", "AES-CMAC", map_wycheproof_mac},
    WycheproofKindRow{"MacTest", "HMACSHA*", map_wycheproof_mac},
    WycheproofKindRow{"MacWithIvTest", "AES-GMAC", map_wycheproof_mac},
    WycheproofKindRow{"HkdfTest", "*", map_wycheproof_hkdf},
    WycheproofKindRow{"PbkdfTest", "*", map_wycheproof_pbkdf2},
    WycheproofKindRow{"RsassaPkcs1Verify", "*", map_wycheproof_rsa_verify},
    WycheproofKindRow{"RsassaPssVerify", "*", map_wycheproof_rsa_verify},
    WycheproofKindRow{"RsassaPkcs1Generate", "*", map_wycheproof_rsa_sign},
    WycheproofKindRow{"RsaesOaepDecrypt", "*", map_wycheproof_rsa_decrypt},
    WycheproofKindRow{"RsaesPkcs1Decrypt", "*", map_wycheproof_rsa_decrypt},
    WycheproofKindRow{"DsaVerify", "*", map_wycheproof_dsa},
    WycheproofKindRow{"DsaP1363Verify", "*", map_wycheproof_dsa},
    WycheproofKindRow{"EcdsaVerify", "*", map_wycheproof_ecdsa},
    WycheproofKindRow{"EcdsaP1363Verify", "*", map_wycheproof_ecdsa},
    WycheproofKindRow{"EcdhTest", "*", map_wycheproof_ecdh},
    WycheproofKindRow{"EcdhEcpointTest", "*", map_wycheproof_ecdh},
};

bool fits(std::string_view pattern, std::string_view algorithm) {
  if (!pattern.ends_with('*')) return pattern == algorithm;
  return algorithm.starts_with(pattern.substr(0, pattern.size() - 1));
}

}  // namespace

WycheproofResult WycheproofTest::result() const {
  const std::string word = test.text("result");
  if (word == "valid") return WycheproofResult::valid;
  if (word == "acceptable") return WycheproofResult::acceptable;
  if (word == "invalid") return WycheproofResult::invalid;
  test.fail("result", R"(neither "valid", "acceptable" nor "invalid")");
}

JsonFields WycheproofTest::key_object(std::string_view first, std::string_view second) const {
  if (group.has(first)) return group.object(first);
  return group.has(second) ? group.object(second) : group;
}

Case accepting_case(const WycheproofTest& test, Operation operation, Bytes output) {
  Case made;
  made.operation = std::move(operation);
  switch (test.result()) {
    case WycheproofResult::valid: made.expected = {Expected::Kind::accepted, std::move(output)}; break;
    case WycheproofResult::acceptable: made.expected = {Expected::Kind::either, std::move(output)}; break;
    case WycheproofResult::invalid: made.expected = {Expected::Kind::rejected, {}}; break;
  }
  return made;
}

Case output_only_case(const WycheproofTest& test, Operation operation, Bytes output) {
  Case made;
  made.operation = std::move(operation);
  switch (test.result()) {
    case WycheproofResult::valid: made.expected = {Expected::Kind::output, std::move(output)}; break;
    case WycheproofResult::acceptable: made.expected = {Expected::Kind::either, std::move(output)}; break;
    case WycheproofResult::invalid: made.expected = {Expected::Kind::differs, std::move(output)}; break;
  }
  return made;
}

Bytes aes_key(const WycheproofTest& test) {
  Bytes key = test.test.hex("key", whole_key_size(test));
  if (key.size() != 16 && key.size() != 24 && key.size() != 32) {
    throw Untestable{fmt::format("an AES key of {} bytes", key.size())};
  }
  return key;
}

std::size_t whole_key_size(const WycheproofTest& test) {
  const std::size_t bits = test.group.number("keySize");
  if (bits % 8 != 0) throw Untestable{"a key that ends inside a byte"};
  return bits / 8;
}

Case map_wycheproof(const WycheproofTest& test) {
  const std::string type = test.type();
  const auto* const kind = std::ranges::find_if(
      kWycheproofKinds, [&](const WycheproofKindRow& row) { return row.type == type && fits(row.algorithm, test.algorithm); });
  if (kind == kWycheproofKinds.end()) {
    throw Untestable{
        fmt::format("no operation for Wycheproof algorithm {}{}{}", test.algorithm, type.empty() ? "" : ", ", type)};
  }
  return kind->map(test);
}

}  // namespace fipsprobe
