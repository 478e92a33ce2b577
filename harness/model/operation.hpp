#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "harness/model/algorithm.hpp"
#include "harness/model/bytes.hpp"
#include "harness/model/kdf.hpp"
#include "harness/model/key.hpp"

namespace fipsprobe {

// Integers inside keys and signatures are unsigned and big-endian.

struct DigestOperation {
  Hash hash{};
  Bytes message;
  std::size_t output_length = 0;   // bytes; only for SHAKE128 and SHAKE256
  std::size_t bits = 0;            // of `message`, where its end is inside its last byte; 0: all of it
  std::uint64_t total_length = 0;  // bytes: `message` is repeated, and cut off at its end, to this length; 0: once
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

// SignatureEncoding of DSA and ECDSA: r then s, each as long as the group order, or DER (RFC 3279 §2.2.2 and §2.2.3).
enum class SignatureEncoding { raw, der };

struct VerifyOperation {
  SignatureScheme scheme{};
  Hash hash{};
  PublicKey key;
  std::size_t salt_length = 0;                  // bytes; RSA PSS only
  Bytes message;                                // not hashed yet
  Bytes signature;                              // RSA: as many bytes as n; DSA, ECDSA: see `encoding`
  std::optional<Hash> mgf_hash = std::nullopt;  // RSA PSS: of MGF1, where it is not `hash`
  SignatureEncoding encoding = SignatureEncoding::raw;
};

// SignOperation's output is the signature, encoded as VerifyOperation's raw one.
struct SignOperation {
  SignatureScheme scheme{};
  Hash hash{};
  PrivateKey key;
  std::size_t salt_length = 0;  // bytes; RSA PSS only
  Bytes message;                // not hashed yet
};

// KeyGenerationOperation makes a fresh key pair and signs `message` with it. Its output is the signature, and
// Outcome::public_key the public key: no private key leaves the worker.
struct KeyGenerationOperation {
  SignatureScheme scheme{};
  std::size_t bits = 0;  // RSA modulus, DSA p
  Curve curve{};         // ECDSA
  Hash hash = Hash::sha256;
  std::size_t salt_length = 0;  // bytes; RSA PSS only
  Bytes message = {};           // not hashed yet
};

// KeyWrapOperation's output is the wrapped or the unwrapped key; unwrapping a key that is not authentic is not accepted.
struct KeyWrapOperation {
  KeyWrapMode mode{};
  Cipher cipher{};
  Direction direction{};
  bool inverse = false;  // the inverse cipher function is used to wrap (SP 800-38F §5.1)
  Bytes key;             // of the wrapping cipher
  Bytes input;
};

// RsaDecryptOperation's output is the message; a ciphertext whose padding is wrong is not accepted. With RsaPadding::none the
// output is as long as n.
struct RsaDecryptOperation {
  RsaPadding padding{};
  RsaPrivateKey key;
  Bytes ciphertext;
  Hash hash{};       // OAEP
  Hash mgf_hash{};   // OAEP: of MGF1
  Bytes label = {};  // OAEP
};

// EcdhOperation's output is the shared secret Z (SP 800-56A Rev. 3 §5.7.1.2: cofactor Diffie-Hellman; the P curves' cofactor is
// 1). A peer's point that is not on the curve is not accepted.
struct EcdhOperation {
  EcPrivateKey key;
  EcPublicKey peer;
};

// FfdhOperation's output is the shared secret Z, as long as p (SP 800-56A Rev. 3 §5.7.1.1). A peer's key outside [2, p - 2], or
// outside the subgroup of order q where q is known, is not accepted.
struct FfdhOperation {
  DsaPrivateKey key;  // q may be empty
  Bytes peer;         // public key of the peer
};

// KeyValidationOperation asks whether a public key is valid: SP 800-56A Rev. 3 §5.6.2.3 (full validation); RSA: whether the
// module takes it at all.
struct KeyValidationOperation {
  PublicKey key;
};

// DsaParameterOperation asks whether domain parameters come from their seed: FIPS 186-4 Appendix A.1.1.3 (probable primes) and
// A.2.4 (canonical generator).
struct DsaParameterOperation {
  Hash hash{};
  Bytes p, q;
  Bytes g;  // empty: only p and q are checked
  Bytes seed;
  std::size_t counter = 0;
  std::optional<std::uint8_t> index;  // of the canonical generator
};

struct KdfOperation {
  KdfParameters parameters;
  std::size_t length = 0;  // bytes of the derived key, which is the output
};

// DrbgStep is one call after the instantiation.
struct DrbgStep {
  enum class Kind { generate, reseed };
  Kind kind{};
  Bytes entropy;     // reseed; generate: with prediction resistance
  Bytes additional;  // input; may be empty
};

// DrbgOperation's output is that of the last generate step.
struct DrbgOperation {
  DrbgMechanism mechanism{};
  Hash hash{};                       // hash, hmac
  Cipher cipher{};                   // ctr
  std::size_t key_size = 0;          // bytes; ctr
  bool derivation_function = false;  // ctr
  bool prediction_resistance = false;
  Bytes entropy, nonce, personalization;
  std::vector<DrbgStep> steps;
  std::size_t output_length = 0;  // bytes of each generate step
};

// RandomOperation's output is bytes of the module's own random bit generator, seeded as the module does it. No answer is known:
// it is for benchmarks, and its output never leaves the worker.
struct RandomOperation {
  std::size_t length = 0;  // bytes
};

// MonteCarloOperation is one outer round of a Monte Carlo test: `iterations` operations, each of whose input depends on the
// outputs before it. The rules are in harness/kat/monte_carlo.hpp. Its output is the last operation's output.
struct MonteCarloOperation {
  enum class Rule {
    digest_three,      // SHAVS §6.4: the message is the three digests before it
    digest_three_cut,  // ACVP "alternate": the same, cut off or filled with zeros to `message_size`
    digest_chain,      // SHA3VS §6.2.3: the message is the digest before it
    xof_chain,         // SHA3VS §6.3.3 (SHAKE): the message is the first 16 bytes of the output before it, whose last two give
                       // the next output's length
    cipher_chain       // AESAVS §6.4, TMOVS §5.4: by the cipher's mode
  };
  Rule rule{};
  std::variant<DigestOperation, CipherOperation> first;
  std::size_t iterations = 0;
  std::size_t message_size = 0;                // bytes; digest_three_cut: of the seed of the first outer round
  std::size_t min_output = 0, max_output = 0;  // bytes; xof_chain; `first.output_length` is the length of the first output
};

// UntestableOperation stands for a case that a vector file holds and that no operation here can express. It counts as
// unsupported.
struct UntestableOperation {
  std::string name;    // as describe gives it
  std::string reason;  // "a message that ends inside a byte"
};

using Operation = std::variant<DigestOperation, MacOperation, CipherOperation, AeadOperation, VerifyOperation, SignOperation,
                               KeyGenerationOperation, KeyWrapOperation, RsaDecryptOperation, EcdhOperation, FfdhOperation,
                               KeyValidationOperation, DsaParameterOperation, KdfOperation, DrbgOperation, RandomOperation,
                               MonteCarloOperation, UntestableOperation>;

// describe names the operation and its parameter sizes for people: "AES-128-CBC encrypt", "HMAC-SHA-256",
// "ECDSA P-256 SHA-256 verify".
std::string describe(const Operation& operation);

}  // namespace fipsprobe
