#include "harness/kat/refusal_matrix.hpp"

#include <numeric>

namespace fipsprobe {
namespace {

// counting returns `size` bytes 1, 2, 3, ...: a public key no part of which equals another.
Bytes counting(std::size_t size) {
  Bytes bytes(size);
  std::iota(bytes.begin(), bytes.end(), std::uint8_t{1});
  return bytes;
}

Operation digest(Hash hash) { return DigestOperation{.hash = hash, .message = counting(3), .output_length = 0}; }

// hmac_with_key_of makes an HMAC with a key of that many bytes; SP 800-131A Rev. 2 §10 wants at least 14 (112 bits).
Operation hmac_with_key_of(std::size_t key_size) {
  return MacOperation{.kind = MacKind::hmac,
                      .hash = Hash::sha256,
                      .cipher = {},
                      .key = counting(key_size),
                      .nonce = {},
                      .message = counting(3),
                      .tag_length = 32};
}

Operation cipher(Cipher name, CipherMode mode, Bytes key) {
  const std::size_t block = block_size(name);
  const bool has_iv = mode != CipherMode::ecb && !(mode == CipherMode::stream && name == Cipher::rc4);
  return CipherOperation{.cipher = name,
                         .mode = mode,
                         .direction = Direction::encrypt,
                         .key = std::move(key),
                         .iv = has_iv ? counting(name == Cipher::chacha20 ? 16 : block) : Bytes{},
                         .input = counting(32)};
}

// first_key_again returns K1 K2 K1: what a module that takes only 24 bytes is given for two-key 3DES (SP 800-67 Rev. 2 §3.1).
Bytes first_key_again() {
  Bytes key = counting(16);
  key.insert(key.end(), key.begin(), key.begin() + 8);
  return key;
}

Bytes equal_halves() {
  Bytes key = counting(16);
  key.insert(key.end(), key.begin(), key.begin() + 16);
  return key;
}

Operation chacha20_poly1305() {
  return AeadOperation{.mode = AeadMode::chacha20_poly1305,
                       .cipher = Cipher::chacha20,
                       .direction = Direction::encrypt,
                       .key = counting(32),
                       .nonce = counting(12),
                       .aad = {},
                       .input = counting(16),
                       .tag = {},
                       .tag_length = 16};
}

Operation rsa_key(std::size_t bits) {
  return KeyGenerationOperation{.scheme = SignatureScheme::rsa_pkcs1, .bits = bits, .curve = {}};
}
Operation ec_key(Curve curve) { return KeyGenerationOperation{.scheme = SignatureScheme::ecdsa, .bits = 0, .curve = curve}; }

Attempt plain(Operation operation) {
  std::string name = describe(operation);
  return {std::move(name), std::move(operation)};
}

Attempt noted(Operation operation, const std::string& note) {
  return {describe(operation) + ", " + note, std::move(operation)};
}

}  // namespace

std::vector<Attempt> refusal_matrix() {
  return {
      plain(digest(Hash::md4)),
      plain(digest(Hash::md5)),
      plain(digest(Hash::ripemd160)),
      plain(digest(Hash::whirlpool)),
      noted(hmac_with_key_of(13), "104-bit key"),
      plain(cipher(Cipher::des, CipherMode::cbc, counting(8))),
      noted(cipher(Cipher::tdes, CipherMode::cbc, counting(16)), "16-byte key"),
      noted(cipher(Cipher::tdes, CipherMode::cbc, first_key_again()), "24-byte key with K1 = K3"),
      plain(cipher(Cipher::rc2, CipherMode::cbc, counting(16))),
      plain(cipher(Cipher::rc4, CipherMode::stream, counting(16))),
      plain(cipher(Cipher::blowfish, CipherMode::cbc, counting(16))),
      plain(cipher(Cipher::cast5, CipherMode::cbc, counting(16))),
      plain(cipher(Cipher::camellia, CipherMode::cbc, counting(16))),
      plain(cipher(Cipher::seed, CipherMode::cbc, counting(16))),
      plain(cipher(Cipher::idea, CipherMode::cbc, counting(16))),
      plain(cipher(Cipher::chacha20, CipherMode::stream, counting(32))),
      noted(cipher(Cipher::aes, CipherMode::xts, equal_halves()), "equal key halves"),
      plain(chacha20_poly1305()),
      plain(rsa_key(1024)),
      plain(ec_key(Curve::p192)),
  };
}

}  // namespace fipsprobe
