#include "harness/kat/refusal_matrix.hpp"

#include <numeric>

#include "harness/kat/published_keys.hpp"

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
  return KeyGenerationOperation{.scheme = SignatureScheme::rsa_pkcs1, .bits = bits, .curve = {}, .message = counting(3)};
}
Operation ec_key(Curve curve) {
  return KeyGenerationOperation{.scheme = SignatureScheme::ecdsa, .bits = 0, .curve = curve, .message = counting(3)};
}

Operation sign(SignatureScheme scheme, Hash hash, PrivateKey key) {
  return SignOperation{.scheme = scheme, .hash = hash, .key = std::move(key), .salt_length = 0, .message = counting(3)};
}

Operation hmac(Hash hash) {
  return MacOperation{.kind = MacKind::hmac,
                      .hash = hash,
                      .cipher = {},
                      .key = counting(32),
                      .nonce = {},
                      .message = counting(3),
                      .tag_length = digest_size(hash)};
}

// gcm_with_nonce_of makes a nonce of other sizes than 96 bits, which SP 800-38D allows but few protocols have.
Operation gcm_with_nonce_of(std::size_t size) {
  return AeadOperation{.mode = AeadMode::gcm,
                       .cipher = Cipher::aes,
                       .direction = Direction::encrypt,
                       .key = counting(16),
                       .nonce = counting(size),
                       .aad = {},
                       .input = counting(16),
                       .tag = {},
                       .tag_length = 16};
}

// pbkdf2_of: SP 800-132 §5.1 and §5.2 want a salt of at least 16 bytes and at least 1000 iterations.
Operation pbkdf2_of(std::size_t salt_size, std::uint32_t iterations) {
  return KdfOperation{
      .parameters =
          Pbkdf2Parameters{
              .hash = Hash::sha256, .password = counting(20), .salt = counting(salt_size), .iterations = iterations},
      .length = 32};
}

// hkdf_with_input_of: SP 800-131A Rev. 2 §8 wants a key-derivation key of at least 112 bits.
Operation hkdf_with_input_of(std::size_t size) {
  return KdfOperation{
      .parameters = HkdfParameters{.hash = Hash::sha256, .input = counting(size), .salt = counting(16), .info = {}},
      .length = 32};
}

Operation tls10_prf() {
  return KdfOperation{
      .parameters =
          TlsPrfParameters{.tls12 = false, .hash = {}, .secret = counting(48), .label = "master secret", .seed = counting(64)},
      .length = 48};
}

// rsa_decryption of the number 2: the padding is wrong, so a module that does it at all does not accept it.
Operation rsa_decryption(RsaPadding padding, RsaPrivateKey key) {
  Bytes ciphertext(key.n.size());
  ciphertext.back() = 2;
  return RsaDecryptOperation{.padding = padding,
                             .key = std::move(key),
                             .ciphertext = std::move(ciphertext),
                             .hash = Hash::sha256,
                             .mgf_hash = Hash::sha256};
}

Operation ecdh_with_itself(EcPrivateKey key) {
  EcPublicKey peer{key.curve, key.x, key.y};
  return EcdhOperation{.key = std::move(key), .peer = std::move(peer)};
}

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
      plain(hmac(Hash::md5)),
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
      plain(ec_key(Curve::k163)),
      plain(ec_key(Curve::b163)),
      plain(sign(SignatureScheme::rsa_pkcs1, Hash::sha256, published_rsa_1024())),
      plain(sign(SignatureScheme::rsa_pkcs1, Hash::md5, published_rsa_2048())),
      plain(sign(SignatureScheme::rsa_pkcs1, Hash::sha1, published_rsa_2048())),
      plain(sign(SignatureScheme::rsa_pss, Hash::sha1, published_rsa_2048())),
      plain(sign(SignatureScheme::dsa, Hash::sha1, published_dsa_1024())),
      plain(sign(SignatureScheme::ecdsa, Hash::sha256, published_p192())),
      plain(rsa_decryption(RsaPadding::pkcs1, published_rsa_2048())),
      plain(rsa_decryption(RsaPadding::oaep, published_rsa_1024())),
      plain(ecdh_with_itself(published_p192())),
      noted(pbkdf2_of(8, 1000), "64-bit salt"),
      noted(pbkdf2_of(16, 10), "10 iterations"),
      noted(hkdf_with_input_of(8), "64-bit input key"),
      plain(tls10_prf()),
      noted(gcm_with_nonce_of(8), "64-bit nonce"),
  };
}

}  // namespace fipsprobe
