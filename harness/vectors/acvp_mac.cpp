#include <fmt/format.h>

#include "harness/vectors/acvp_test.hpp"

// HMAC (FIPS 198-1), CMAC (SP 800-38B) and GMAC (SP 800-38D). To verify is to compute the tag and compare it.
namespace fipsprobe {
namespace {

constexpr std::string_view kHmac = "HMAC-";

Bytes acvp_mac_tdes_key(const JsonFields& fields) {
  Bytes key;
  for (const std::string_view part : {"key1", "key2", "key3"}) {
    const Bytes bytes = fields.hex(part, 8);
    key.insert(key.end(), bytes.begin(), bytes.end());
  }
  return key;
}

std::vector<AcvpCase> acvp_mac_verification(MacOperation operation, Bytes tag, bool passed) {
  std::vector<AcvpCase> cases = output_case(std::move(operation), std::move(tag));
  if (!passed) cases.front().kat_case.expected.kind = Expected::Kind::differs;
  return cases;
}

std::vector<AcvpCase> acvp_mac_hmac_case(const AcvpTest& test) {
  const std::string name = test.algorithm.substr(kHmac.size());
  const std::optional<Hash> hash = hash_named(name);
  if (!hash) throw Untestable{fmt::format("no operation for HMAC with {}", name)};
  MacOperation operation;
  operation.kind = MacKind::hmac;
  operation.hash = *hash;
  operation.key = test.bytes("key", "keyLen", "a key");
  operation.message = test.bytes("msg", "msgLen", "a message");
  operation.tag_length = test.size("macLen", "a tag");
  Bytes tag = test.answer.hex("mac", operation.tag_length);
  return output_case(std::move(operation), std::move(tag));
}

std::vector<AcvpCase> cmac_case(const AcvpTest& test) {
  MacOperation operation;
  operation.kind = MacKind::cmac;
  operation.cipher = test.algorithm == "CMAC-TDES" ? Cipher::tdes : Cipher::aes;
  operation.key = operation.cipher == Cipher::tdes ? acvp_mac_tdes_key(test.test) : test.bytes("key", "keyLen", "a key");
  operation.message = test.bytes("message", "msgLen", "a message");
  operation.tag_length = test.size("macLen", "a tag");
  const std::string direction = test.group.text("direction");
  if (direction == "ver") {
    Bytes tag = test.test.hex("mac", operation.tag_length);
    return acvp_mac_verification(std::move(operation), std::move(tag), test.passed());
  }
  if (direction != "gen") test.group.fail("direction", R"(neither "gen" nor "ver")");
  Bytes tag = test.answer.hex("mac", operation.tag_length);
  return output_case(std::move(operation), std::move(tag));
}

std::vector<AcvpCase> gmac_case(const AcvpTest& test) {
  MacOperation operation;
  operation.kind = MacKind::gmac;
  operation.cipher = Cipher::aes;
  operation.key = test.bytes("key", "keyLen", "a key");
  operation.nonce = test.bytes("iv", "ivLen", "a nonce");
  operation.message = test.bytes("aad", "aadLen", "a message");
  operation.tag_length = test.size("tagLen", "a tag");
  if (test.direction() == Direction::decrypt) {
    Bytes tag = test.test.hex("tag", operation.tag_length);
    // GCM's answers may give the plaintext instead of a verdict.
    const bool has_text_only = test.answer.has("pt") && !test.answer.has("testPassed");
    return acvp_mac_verification(std::move(operation), std::move(tag), has_text_only || test.passed());
  }
  Bytes tag = test.answer.hex("tag", operation.tag_length);
  return output_case(std::move(operation), std::move(tag));
}

}  // namespace

std::vector<AcvpCase> map_acvp_mac(const AcvpTest& test) {
  if (test.algorithm.starts_with(kHmac)) return acvp_mac_hmac_case(test);
  if (test.algorithm.starts_with("CMAC-")) return cmac_case(test);
  return gmac_case(test);
}

}  // namespace fipsprobe
