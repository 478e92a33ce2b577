#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "harness/model/algorithm.hpp"
#include "harness/model/bytes.hpp"

namespace fipsprobe {

// Integers inside keys and signatures are unsigned and big-endian.

struct DigestOperation {
  Hash hash{};
  Bytes message;
  std::size_t output_length = 0;  // bytes; only for SHAKE128 and SHAKE256
  std::size_t bits = 0;           // of `message`, where its end is inside its last byte; 0: all of it
};

struct MacOperation {
  MacKind kind{};
  Hash hash{};      // HMAC
  Cipher cipher{};  // CMAC, GMAC
  Bytes key;
  Bytes nonce;  // GMAC
  Bytes message;
  std::size_t tag_length = 0;  // bytes of the tag asked for, at most the whole tag
};

// CipherOperation processes whole blocks without padding in ECB and CBC; any number of bytes in the other modes.
struct CipherOperation {
  Cipher cipher{};
  CipherMode mode{};
  Direction direction{};
  Bytes key;  // 3DES: 24 bytes K1 K2 K3, or 16 bytes K1 K2 for the two-key form (K3 = K1); XTS: both halves
  Bytes iv;   // empty for ECB; CTR: the whole first counter block; XTS: the 16-byte tweak
  Bytes input;
  std::size_t bits = 0;  // of `input`, where its end is inside its last byte (only CFB1); 0: all of it
};

// AeadOperation's output is the ciphertext followed by the tag (encrypt) or the plaintext (decrypt).
struct AeadOperation {
  AeadMode mode{};
  Cipher cipher{};
  Direction direction{};
  Bytes key;
  Bytes nonce;
  Bytes aad;
  Bytes input;                 // plaintext (encrypt) or ciphertext without its tag (decrypt)
  Bytes tag;                   // decrypt only
  std::size_t tag_length = 0;  // bytes; encrypt and decrypt
};

struct RsaPublicKey {
  Bytes n, e;
};
struct RsaPrivateKey {
  Bytes n, e, d;
  Bytes p, q;  // may be empty
};
struct DsaPublicKey {
  Bytes p, q, g, y;
};
struct EcPublicKey {
  Curve curve{};
  Bytes x, y;  // field_size(curve) bytes each
};

using PublicKey = std::variant<RsaPublicKey, DsaPublicKey, EcPublicKey>;

struct VerifyOperation {
  SignatureScheme scheme{};
  Hash hash{};
  PublicKey key;
  std::size_t salt_length = 0;  // bytes; RSA PSS only
  Bytes message;                // not hashed yet
  Bytes signature;              // RSA: as many bytes as n; DSA, ECDSA: r then s, each as long as the group order
};

// KeyGenerationOperation asks for a fresh key pair that passes the module's own pair-wise consistency test. Its output is
// empty: no key leaves the worker.
struct KeyGenerationOperation {
  SignatureScheme scheme{};
  std::size_t bits = 0;  // RSA modulus, DSA p
  Curve curve{};         // ECDSA
};

using Operation =
    std::variant<DigestOperation, MacOperation, CipherOperation, AeadOperation, VerifyOperation, KeyGenerationOperation>;

// describe names the operation and its parameter sizes for people: "AES-128-CBC encrypt", "HMAC-SHA-256",
// "ECDSA P-256 SHA-256 verify".
std::string describe(const Operation& operation);

}  // namespace fipsprobe
