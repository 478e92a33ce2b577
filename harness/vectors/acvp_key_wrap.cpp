#include "harness/vectors/acvp_test.hpp"

// Key wrapping with AES and 3DES (SP 800-38F).
namespace fipsprobe {
namespace {

Bytes wrapping_key(const AcvpTest& test, Cipher cipher) {
  if (cipher == Cipher::aes) return test.bytes("key", "keyLen", "a key");
  Bytes key;
  for (const std::string_view part : {"key1", "key2", "key3"}) {
    const Bytes bytes = test.test.hex(part, 8);
    key.insert(key.end(), bytes.begin(), bytes.end());
  }
  return key;
}

}  // namespace

std::vector<AcvpCase> map_acvp_key_wrap(const AcvpTest& test) {
  KeyWrapOperation operation;
  operation.cipher = test.algorithm.starts_with("ACVP-TDES") ? Cipher::tdes : Cipher::aes;
  operation.mode = test.algorithm.ends_with("KWP") ? KeyWrapMode::kwp : KeyWrapMode::kw;
  operation.direction = test.direction();
  operation.inverse = test.group.text_or("kwCipher", "cipher") == "inverse";
  operation.key = wrapping_key(test, operation.cipher);
  if (operation.direction == Direction::encrypt) {
    operation.input = test.bytes("pt", "payloadLen", "a key to wrap");
    return output_case(std::move(operation), test.answer.hex("ct"));
  }
  operation.input = test.test.hex("ct");
  if (test.failed()) return verdict_case(std::move(operation), false);
  std::vector<AcvpCase> cases = verdict_case(std::move(operation), true);
  cases.front().kat_case.expected.output = test.answer.hex("pt", test.size("payloadLen", "a key to wrap"));
  return cases;
}

}  // namespace fipsprobe
