#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace fipsprobe {

// Hash functions: FIPS 180-4 (SHA-1, SHA-2), FIPS 202 (SHA-3, SHAKE), and those that FIPS does not approve.
enum class Hash {
  md4,
  md5,
  ripemd160,
  whirlpool,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  sha512_224,
  sha512_256,
  sha3_224,
  sha3_256,
  sha3_384,
  sha3_512,
  shake128,
  shake256,
};

enum class Cipher { aes, tdes, des, rc2, rc4, blowfish, cast5, camellia, seed, idea, chacha20 };

// Modes of operation: SP 800-38A (ECB, CBC, OFB, CFB with 1, 8 or a whole block of bits, CTR), SP 800-38E (XTS).
// `stream` is the only mode of a stream cipher.
enum class CipherMode { ecb, cbc, ofb, cfb1, cfb8, cfb_block, ctr, xts, stream };

// Authenticated encryption: SP 800-38D (GCM), SP 800-38C (CCM), RFC 8439 (ChaCha20-Poly1305).
enum class AeadMode { gcm, ccm, chacha20_poly1305 };

// Message authentication: FIPS 198-1 (HMAC), SP 800-38B (CMAC), SP 800-38D (GMAC).
enum class MacKind { hmac, cmac, gmac };

enum class Direction { encrypt, decrypt };

// Key wrapping: SP 800-38F (AES: KW and KWP; 3DES: TKW, written KW here).
enum class KeyWrapMode { kw, kwp };

// RSA decryption: RFC 8017 §7.2 (PKCS#1 v1.5), §7.1 (OAEP), §5.1.2 and §5.2.1 (the bare primitives RSADP and RSASP1).
enum class RsaPadding { pkcs1, oaep, none };

// Random bit generators of SP 800-90A Rev. 1 §10.
enum class DrbgMechanism { ctr, hash, hmac };

// Curves of FIPS 186-4 Appendix D.1.2 (P: prime, K: Koblitz, B: pseudo-random binary).
enum class Curve { p192, p224, p256, p384, p521, k163, k233, k283, k409, k571, b163, b233, b283, b409, b571 };

// Signature schemes: RFC 8017 §8.2 and §8.1, ANSI X9.31, FIPS 186-4 §4 and §6.
enum class SignatureScheme { rsa_pkcs1, rsa_pss, rsa_x931, dsa, ecdsa };

// name_of returns the term of the standard: "SHA-512/256", "AES", "CFB128" is written "CFB".
std::string_view name_of(Hash hash);
std::string_view name_of(Cipher cipher);
std::string_view name_of(CipherMode mode);
std::string_view name_of(AeadMode mode);
std::string_view name_of(MacKind kind);
std::string_view name_of(Direction direction);
std::string_view name_of(KeyWrapMode mode);
std::string_view name_of(RsaPadding padding);
std::string_view name_of(DrbgMechanism mechanism);
std::string_view name_of(Curve curve);
std::string_view name_of(SignatureScheme scheme);

// hash_named, curve_named find a value by the name that name_of gives; nullopt for any other text.
// hash_named also takes the spellings of CAVP and ACVP files: "SHA1", "SHA256", "SHA2-256", "SHA512/224", "SHA2-512/224".
std::optional<Hash> hash_named(std::string_view name);
std::optional<Curve> curve_named(std::string_view name);

// digest_size returns the bytes of output; 0 for the extendable-output functions SHAKE128 and SHAKE256.
std::size_t digest_size(Hash hash);

// block_size returns the bytes of a block; 1 for a stream cipher.
std::size_t block_size(Cipher cipher);

// field_size returns the bytes of one coordinate: ceil(field bits / 8).
std::size_t field_size(Curve curve);

// order_size returns the bytes of the order n of the base point, so of r and of s each: ceil(bits of n / 8).
std::size_t order_size(Curve curve);

}  // namespace fipsprobe
