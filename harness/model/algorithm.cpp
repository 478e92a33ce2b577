#include "harness/model/algorithm.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace fipsprobe {
namespace {

struct HashRow {
  Hash hash;
  std::string_view name;
  std::size_t size;
};

constexpr std::array kHashes = {
    HashRow{Hash::md4, "MD4", 16},
    HashRow{Hash::md5, "MD5", 16},
    HashRow{Hash::ripemd160, "RIPEMD-160", 20},
    HashRow{Hash::whirlpool, "Whirlpool", 64},
    HashRow{Hash::sha1, "SHA-1", 20},
    HashRow{Hash::sha224, "SHA-224", 28},
    HashRow{Hash::sha256, "SHA-256", 32},
    HashRow{Hash::sha384, "SHA-384", 48},
    HashRow{Hash::sha512, "SHA-512", 64},
    HashRow{Hash::sha512_224, "SHA-512/224", 28},
    HashRow{Hash::sha512_256, "SHA-512/256", 32},
    HashRow{Hash::sha3_224, "SHA3-224", 28},
    HashRow{Hash::sha3_256, "SHA3-256", 32},
    HashRow{Hash::sha3_384, "SHA3-384", 48},
    HashRow{Hash::sha3_512, "SHA3-512", 64},
    HashRow{Hash::shake128, "SHAKE128", 0},
    HashRow{Hash::shake256, "SHAKE256", 0},
};

struct CipherRow {
  Cipher cipher;
  std::string_view name;
  std::size_t block;
};

constexpr std::array kCiphers = {
    CipherRow{Cipher::aes, "AES", 16},          CipherRow{Cipher::tdes, "3DES", 8},
    CipherRow{Cipher::des, "DES", 8},           CipherRow{Cipher::rc2, "RC2", 8},
    CipherRow{Cipher::rc4, "RC4", 1},           CipherRow{Cipher::blowfish, "Blowfish", 8},
    CipherRow{Cipher::cast5, "CAST5", 8},       CipherRow{Cipher::camellia, "Camellia", 16},
    CipherRow{Cipher::seed, "SEED", 16},        CipherRow{Cipher::idea, "IDEA", 8},
    CipherRow{Cipher::chacha20, "ChaCha20", 1},
};

struct CurveRow {
  Curve curve;
  std::string_view name;
  std::size_t field;
  std::size_t order;
};

// Field and order sizes in bytes: FIPS 186-4 Appendix D.1.2 and D.1.3.
constexpr std::array kCurves = {
    CurveRow{Curve::p192, "P-192", 24, 24}, CurveRow{Curve::p224, "P-224", 28, 28}, CurveRow{Curve::p256, "P-256", 32, 32},
    CurveRow{Curve::p384, "P-384", 48, 48}, CurveRow{Curve::p521, "P-521", 66, 66}, CurveRow{Curve::k163, "K-163", 21, 21},
    CurveRow{Curve::k233, "K-233", 30, 29}, CurveRow{Curve::k283, "K-283", 36, 36}, CurveRow{Curve::k409, "K-409", 52, 51},
    CurveRow{Curve::k571, "K-571", 72, 72}, CurveRow{Curve::b163, "B-163", 21, 21}, CurveRow{Curve::b233, "B-233", 30, 30},
    CurveRow{Curve::b283, "B-283", 36, 36}, CurveRow{Curve::b409, "B-409", 52, 52}, CurveRow{Curve::b571, "B-571", 72, 72},
};

constexpr const HashRow& row_of(Hash hash) { return kHashes[static_cast<std::size_t>(hash)]; }
constexpr const CipherRow& row_of(Cipher cipher) { return kCiphers[static_cast<std::size_t>(cipher)]; }
constexpr const CurveRow& row_of(Curve curve) { return kCurves[static_cast<std::size_t>(curve)]; }

// normal_hash_name turns the spellings of vector files into the standard's: "SHA2-256" and "SHA256" become "SHA-256".
std::string normal_hash_name(std::string_view name) {
  std::string text(name);
  if (text.starts_with("SHA2-")) return "SHA-" + text.substr(5);
  if (text.starts_with("SHA") && text.size() > 3 && text[3] >= '0' && text[3] <= '9' && !text.starts_with("SHA3-")) {
    return "SHA-" + text.substr(3);
  }
  return text;
}

}  // namespace

std::string_view name_of(Hash hash) { return row_of(hash).name; }
std::string_view name_of(Cipher cipher) { return row_of(cipher).name; }
std::string_view name_of(Curve curve) { return row_of(curve).name; }

std::string_view name_of(KeyWrapMode mode) { return mode == KeyWrapMode::kw ? "KW" : "KWP"; }

std::string_view name_of(RsaPadding padding) {
  constexpr std::array<std::string_view, 3> names = {"PKCS#1 v1.5", "OAEP", "primitive"};
  return names[static_cast<std::size_t>(padding)];
}

std::string_view name_of(DrbgMechanism mechanism) {
  constexpr std::array<std::string_view, 3> names = {"CTR_DRBG", "Hash_DRBG", "HMAC_DRBG"};
  return names[static_cast<std::size_t>(mechanism)];
}

std::string_view name_of(CipherMode mode) {
  constexpr std::array<std::string_view, 9> names = {"ECB", "CBC", "OFB", "CFB1", "CFB8", "CFB", "CTR", "XTS", "stream"};
  return names[static_cast<std::size_t>(mode)];
}

std::string_view name_of(AeadMode mode) {
  constexpr std::array<std::string_view, 3> names = {"GCM", "CCM", "ChaCha20-Poly1305"};
  return names[static_cast<std::size_t>(mode)];
}

std::string_view name_of(MacKind kind) {
  constexpr std::array<std::string_view, 3> names = {"HMAC", "CMAC", "GMAC"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Direction direction) { return direction == Direction::encrypt ? "encrypt" : "decrypt"; }

std::string_view name_of(SignatureScheme scheme) {
  constexpr std::array<std::string_view, 5> names = {"RSA PKCS#1 v1.5", "RSA PSS", "RSA X9.31", "DSA", "ECDSA"};
  return names[static_cast<std::size_t>(scheme)];
}

std::optional<Hash> hash_named(std::string_view name) {
  const std::string wanted = normal_hash_name(name);
  const auto* const row = std::ranges::find(kHashes, wanted, &HashRow::name);
  if (row == kHashes.end()) return std::nullopt;
  return row->hash;
}

std::optional<Curve> curve_named(std::string_view name) {
  const auto* const row = std::ranges::find(kCurves, name, &CurveRow::name);
  if (row == kCurves.end()) return std::nullopt;
  return row->curve;
}

std::size_t digest_size(Hash hash) { return row_of(hash).size; }
std::size_t block_size(Cipher cipher) { return row_of(cipher).block; }
std::size_t field_size(Curve curve) { return row_of(curve).field; }
std::size_t order_size(Curve curve) { return row_of(curve).order; }

}  // namespace fipsprobe
