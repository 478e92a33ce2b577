#include "probes/gnutls/algorithms.hpp"

#include <algorithm>
#include <array>

namespace fipsprobe::gnutls {
namespace {

// GNUTLS_DIG_* and GNUTLS_SIGN_{RSA,RSA_PSS_RSAE,DSA,ECDSA}_* of a hash. PSS is asked for under its own key type, RSA_PSS.
struct HashRow {
  Hash hash;
  int digest;
  int rsa, rsa_pss, dsa, ecdsa;
};

constexpr std::array kHashes = {
    HashRow{Hash::md5, 2, 3, 0, 0, 0},          HashRow{Hash::sha1, 3, 1, 0, 2, 12},
    HashRow{Hash::sha224, 9, 9, 0, 10, 13},     HashRow{Hash::sha256, 6, 6, 32, 11, 14},
    HashRow{Hash::sha384, 7, 7, 33, 17, 15},    HashRow{Hash::sha512, 8, 8, 34, 18, 16},
    HashRow{Hash::sha3_224, 10, 28, 0, 24, 20}, HashRow{Hash::sha3_256, 11, 29, 0, 25, 21},
    HashRow{Hash::sha3_384, 12, 30, 0, 26, 22}, HashRow{Hash::sha3_512, 13, 31, 0, 27, 23},
    HashRow{Hash::shake128, 209, 0, 0, 0, 0},   HashRow{Hash::shake256, 210, 0, 0, 0, 0},
};

struct CipherRow {
  Cipher cipher;
  CipherMode mode;
  std::size_t key_size;
  int number;
};

constexpr std::array kCiphers = {
    CipherRow{Cipher::aes, CipherMode::cbc, 16, 4},          CipherRow{Cipher::aes, CipherMode::cbc, 24, 9},
    CipherRow{Cipher::aes, CipherMode::cbc, 32, 5},          CipherRow{Cipher::aes, CipherMode::cfb8, 16, 29},
    CipherRow{Cipher::aes, CipherMode::cfb8, 24, 30},        CipherRow{Cipher::aes, CipherMode::cfb8, 32, 31},
    CipherRow{Cipher::aes, CipherMode::xts, 32, 32},         CipherRow{Cipher::aes, CipherMode::xts, 64, 33},
    CipherRow{Cipher::tdes, CipherMode::cbc, 24, 3},         CipherRow{Cipher::des, CipherMode::cbc, 8, 18},
    CipherRow{Cipher::rc2, CipherMode::cbc, 5, 17},          CipherRow{Cipher::rc4, CipherMode::stream, 16, 2},
    CipherRow{Cipher::rc4, CipherMode::stream, 5, 6},        CipherRow{Cipher::camellia, CipherMode::cbc, 16, 7},
    CipherRow{Cipher::camellia, CipherMode::cbc, 24, 12},    CipherRow{Cipher::camellia, CipherMode::cbc, 32, 8},
    CipherRow{Cipher::chacha20, CipherMode::stream, 32, 36},
};

struct AeadRow {
  AeadMode mode;
  Cipher cipher;
  std::size_t key_size;
  int number;
};

constexpr std::array kAeads = {
    AeadRow{AeadMode::gcm, Cipher::aes, 16, 10},      AeadRow{AeadMode::gcm, Cipher::aes, 24, 39},
    AeadRow{AeadMode::gcm, Cipher::aes, 32, 11},      AeadRow{AeadMode::gcm, Cipher::camellia, 16, 15},
    AeadRow{AeadMode::gcm, Cipher::camellia, 32, 16}, AeadRow{AeadMode::ccm, Cipher::aes, 16, 19},
    AeadRow{AeadMode::ccm, Cipher::aes, 32, 20},
};

constexpr int kChaCha20Poly1305 = 23;

}  // namespace

int digest_number(Hash hash) {
  const auto* const row = std::ranges::find(kHashes, hash, &HashRow::hash);
  return row == kHashes.end() ? 0 : row->digest;
}

int mac_number(MacKind kind, Cipher cipher, std::size_t key_size) {
  if (cipher != Cipher::aes) return 0;
  if (kind == MacKind::cmac) return key_size == 16 ? 203 : key_size == 32 ? 204 : 0;
  return key_size == 16 ? 205 : key_size == 24 ? 206 : key_size == 32 ? 207 : 0;
}

int cipher_number(Cipher cipher, CipherMode mode, std::size_t key_size) {
  const auto* const row = std::ranges::find_if(
      kCiphers, [&](const CipherRow& r) { return r.cipher == cipher && r.mode == mode && r.key_size == key_size; });
  return row == kCiphers.end() ? 0 : row->number;
}

int aead_number(AeadMode mode, Cipher cipher, std::size_t key_size) {
  if (mode == AeadMode::chacha20_poly1305) return key_size == 32 ? kChaCha20Poly1305 : 0;
  const auto* const row = std::ranges::find_if(
      kAeads, [&](const AeadRow& r) { return r.mode == mode && r.cipher == cipher && r.key_size == key_size; });
  return row == kAeads.end() ? 0 : row->number;
}

int sign_number(SignatureScheme scheme, Hash hash) {
  const auto* const row = std::ranges::find(kHashes, hash, &HashRow::hash);
  if (row == kHashes.end()) return 0;
  switch (scheme) {
    case SignatureScheme::rsa_pkcs1: return row->rsa;
    case SignatureScheme::rsa_pss: return row->rsa_pss;
    case SignatureScheme::rsa_x931: return 0;
    case SignatureScheme::dsa: return row->dsa;
    case SignatureScheme::ecdsa: return row->ecdsa;
  }
  return 0;
}

int curve_number(Curve curve) {
  switch (curve) {
    case Curve::p224: return 1;
    case Curve::p256: return 2;
    case Curve::p384: return 3;
    case Curve::p521: return 4;
    case Curve::p192: return 5;
    default: return 0;
  }
}

}  // namespace fipsprobe::gnutls
