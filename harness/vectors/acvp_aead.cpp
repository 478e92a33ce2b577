#include "harness/vectors/acvp_test.hpp"

// AES-GCM (SP 800-38D) and AES-CCM (SP 800-38C). CCM's ciphertext holds the tag at its end.
namespace fipsprobe {
namespace {

Bytes acvp_aead_joined(Bytes front, const Bytes& back) {
  front.insert(front.end(), back.begin(), back.end());
  return front;
}

// split_ccm takes the tag off the end of the ciphertext.
void split_ccm(const AcvpTest& test, AeadOperation& operation) {
  const std::size_t payload = test.size("payloadLen", "a message");
  const Bytes whole = test.test.hex("ct", payload + operation.tag_length);
  const auto end = whole.begin() + static_cast<std::ptrdiff_t>(payload);
  operation.input.assign(whole.begin(), end);
  operation.tag.assign(end, whole.end());
}

std::vector<AcvpCase> encryption(const AcvpTest& test, AeadOperation operation) {
  operation.input = test.bytes("pt", "payloadLen", "a message");
  if (operation.mode == AeadMode::ccm) {
    Bytes output = test.answer.hex("ct", operation.input.size() + operation.tag_length);
    return output_case(std::move(operation), std::move(output));
  }
  Bytes ciphertext = test.answer.hex("ct", operation.input.size());
  const Bytes tag = test.answer.hex("tag", operation.tag_length);
  return output_case(std::move(operation), acvp_aead_joined(std::move(ciphertext), tag));
}

std::vector<AcvpCase> decryption(const AcvpTest& test, AeadOperation operation) {
  if (operation.mode == AeadMode::ccm) {
    split_ccm(test, operation);
  } else {
    operation.input = test.bytes("ct", "payloadLen", "a message");
    operation.tag = test.test.hex("tag", operation.tag_length);
  }
  if (test.failed()) return verdict_case(std::move(operation), false);
  Bytes plaintext = test.answer.hex("pt", operation.input.size());
  std::vector<AcvpCase> cases = verdict_case(std::move(operation), true);
  cases.front().kat_case.expected.output = std::move(plaintext);
  return cases;
}

}  // namespace

std::vector<AcvpCase> map_acvp_aead(const AcvpTest& test) {
  AeadOperation operation;
  operation.mode = test.algorithm.find("CCM") != std::string::npos ? AeadMode::ccm : AeadMode::gcm;
  operation.cipher = Cipher::aes;
  operation.direction = test.direction();
  operation.key = test.bytes("key", "keyLen", "a key");
  operation.nonce = test.bytes("iv", "ivLen", "a nonce");
  operation.aad = test.bytes("aad", "aadLen", "additional data");
  operation.tag_length = test.size("tagLen", "a tag");
  if (operation.direction == Direction::encrypt) return encryption(test, std::move(operation));
  return decryption(test, std::move(operation));
}

}  // namespace fipsprobe
