#include <fmt/format.h>

#include "harness/vectors/wycheproof_test.hpp"

// Authenticated encryption, ciphers, key wrapping and message authentication of Wycheproof.
namespace fipsprobe {
namespace {

constexpr std::size_t kBlock = 16;

std::size_t tag_size(const WycheproofTest& test) {
  const std::size_t bits = test.group.number("tagSize");
  if (bits % 8 != 0) throw Untestable{"a tag that ends inside a byte"};
  return bits / 8;
}

// refuse_ccm_sizes: SP 800-38C Appendix A.1 has nonces of 7 to 13 bytes and tags of 4 to 16 bytes, an even number.
void refuse_ccm_sizes(const AeadOperation& operation) {
  if (operation.nonce.size() < 7 || operation.nonce.size() > 13) {
    throw Untestable{fmt::format("a CCM nonce of {} bytes", operation.nonce.size())};
  }
  if (operation.tag_length < 4 || operation.tag_length > 16 || operation.tag_length % 2 != 0) {
    throw Untestable{fmt::format("a CCM tag of {} bytes", operation.tag_length)};
  }
}

void refuse_sizes(const AeadOperation& operation) {
  if (operation.mode == AeadMode::ccm) return refuse_ccm_sizes(operation);
  if (operation.mode == AeadMode::gcm && operation.nonce.empty()) throw Untestable{"a GCM nonce of 0 bytes"};
  constexpr std::size_t nonce_size = 12;  // RFC 8439 §2.8
  if (operation.mode == AeadMode::chacha20_poly1305 && operation.nonce.size() != nonce_size) {
    throw Untestable{fmt::format("a ChaCha20-Poly1305 nonce of {} bytes", operation.nonce.size())};
  }
}

// padded appends the padding of PKCS #5 and #7 (RFC 5652 §6.3).
Bytes padded(Bytes message) {
  const std::size_t count = kBlock - message.size() % kBlock;
  message.insert(message.end(), count, static_cast<std::uint8_t>(count));
  return message;
}

Case cbc_case(const WycheproofTest& test) {
  if (test.result() != WycheproofResult::valid) throw Untestable{"a padding that must be rejected"};
  CipherOperation operation;
  operation.cipher = Cipher::aes;
  operation.mode = CipherMode::cbc;
  operation.direction = Direction::encrypt;
  operation.key = aes_key(test);
  operation.iv = test.test.hex("iv", kBlock);
  operation.input = padded(test.test.hex("msg"));
  Bytes output = test.test.hex("ct", operation.input.size());
  return output_only_case(test, std::move(operation), std::move(output));
}

// xts_case: the IV is the number of the data unit, least significant byte first, so zeros behind it make it a whole tweak.
Case xts_case(const WycheproofTest& test) {
  CipherOperation operation;
  operation.cipher = Cipher::aes;
  operation.mode = CipherMode::xts;
  operation.direction = Direction::encrypt;
  operation.key = test.test.hex("key", whole_key_size(test));
  operation.iv = test.test.hex("iv");
  if (operation.iv.size() > kBlock) throw Untestable{fmt::format("an XTS tweak of {} bytes", operation.iv.size())};
  operation.iv.resize(kBlock);
  operation.input = test.test.hex("msg");
  Bytes output = test.test.hex("ct");
  return output_only_case(test, std::move(operation), std::move(output));
}

Case wycheproof_hmac_case(const WycheproofTest& test) {
  const std::string name = test.algorithm.substr(4);
  const std::optional<Hash> hash = hash_named(name);
  if (!hash) throw Untestable{fmt::format("no operation for HMAC with {}", name)};
  MacOperation operation;
  operation.kind = MacKind::hmac;
  operation.hash = *hash;
  operation.key = test.test.hex("key", whole_key_size(test));
  operation.message = test.test.hex("msg");
  operation.tag_length = tag_size(test);
  Bytes tag = test.test.hex("tag");
  return output_only_case(test, std::move(operation), std::move(tag));
}

}  // namespace

Case map_wycheproof_aead(const WycheproofTest& test) {
  AeadOperation operation;
  operation.mode = AeadMode::chacha20_poly1305;
  operation.cipher = Cipher::chacha20;
  if (test.algorithm.starts_with("AES-")) {
    operation.mode = test.algorithm == "AES-GCM" ? AeadMode::gcm : AeadMode::ccm;
    operation.cipher = Cipher::aes;
  }
  operation.direction = Direction::decrypt;
  operation.key = test.test.hex("key", whole_key_size(test));
  operation.nonce = test.test.hex("iv");
  operation.aad = test.test.hex("aad");
  operation.input = test.test.hex("ct");
  operation.tag = test.test.hex("tag");
  operation.tag_length = tag_size(test);
  refuse_sizes(operation);
  return accepting_case(test, std::move(operation), test.test.hex("msg"));
}

Case map_wycheproof_cipher(const WycheproofTest& test) { return test.algorithm == "AES-XTS" ? xts_case(test) : cbc_case(test); }

// map_wycheproof_key_wrap: where there is no wrapped key, it is the wrapping that must be rejected.
Case map_wycheproof_key_wrap(const WycheproofTest& test) {
  KeyWrapOperation operation;
  operation.cipher = Cipher::aes;
  operation.mode = test.algorithm == "AES-KWP" || test.algorithm == "KWP" ? KeyWrapMode::kwp : KeyWrapMode::kw;
  operation.key = aes_key(test);
  Bytes key_data = test.test.hex("msg");
  operation.input = test.test.hex("ct");
  operation.direction = Direction::decrypt;
  if (operation.input.empty() && test.result() == WycheproofResult::invalid) {
    operation.direction = Direction::encrypt;
    operation.input = std::move(key_data);
    key_data.clear();
  }
  return accepting_case(test, std::move(operation), std::move(key_data));
}

Case map_wycheproof_mac(const WycheproofTest& test) {
  if (test.algorithm.starts_with("HMAC")) return wycheproof_hmac_case(test);
  MacOperation operation;
  operation.kind = test.algorithm == "AES-GMAC" ? MacKind::gmac : MacKind::cmac;
  operation.cipher = Cipher::aes;
  operation.key = aes_key(test);
  if (operation.kind == MacKind::gmac) operation.nonce = test.test.hex("iv");
  if (operation.kind == MacKind::gmac && operation.nonce.empty()) throw Untestable{"a GCM nonce of 0 bytes"};
  operation.message = test.test.hex("msg");
  operation.tag_length = tag_size(test);
  Bytes tag = test.test.hex("tag");
  return output_only_case(test, std::move(operation), std::move(tag));
}

}  // namespace fipsprobe
