#include "probes/libgcrypt/algorithms.hpp"

#include <algorithm>
#include <array>

namespace fipsprobe::libgcrypt {
namespace {

constexpr std::array kHashes = {
    HashRow{Hash::md4, 301, 107, "md4"},
    HashRow{Hash::md5, 1, 106, "md5"},
    HashRow{Hash::ripemd160, 3, 108, "rmd160"},
    HashRow{Hash::whirlpool, 305, 110, "whirlpool"},
    HashRow{Hash::sha1, 2, 105, ""},
    HashRow{Hash::sha224, 11, 102, ""},
    HashRow{Hash::sha256, 8, 101, ""},
    HashRow{Hash::sha384, 9, 104, ""},
    HashRow{Hash::sha512, 10, 103, ""},
    HashRow{Hash::sha512_224, 328, 130, ""},
    HashRow{Hash::sha512_256, 327, 129, ""},
    HashRow{Hash::sha3_224, 312, 115, ""},
    HashRow{Hash::sha3_256, 313, 116, ""},
    HashRow{Hash::sha3_384, 314, 117, ""},
    HashRow{Hash::sha3_512, 315, 118, ""},
    HashRow{Hash::shake128, 316, 0, ""},
    HashRow{Hash::shake256, 317, 0, ""},
};

// No family for RFC2268 with 128 bits: 1.5 has the family, but only its 40-bit cipher.
constexpr std::array kCiphers = {
    CipherRow{Cipher::aes, 16, 7, 201, 401, "aes"},
    CipherRow{Cipher::aes, 24, 8, 201, 401, "aes"},
    CipherRow{Cipher::aes, 32, 9, 201, 401, "aes"},
    CipherRow{Cipher::tdes, 24, 2, 202, 0, "des"},
    CipherRow{Cipher::des, 8, 302, 0, 0, "des"},
    CipherRow{Cipher::rc2, 5, 307, 209, 0, "rfc2268"},
    CipherRow{Cipher::rc2, 16, 308, 209, 0, ""},
    CipherRow{Cipher::rc4, 0, 301, 0, 0, "arcfour"},
    CipherRow{Cipher::blowfish, 0, 4, 205, 0, "blowfish"},
    CipherRow{Cipher::cast5, 16, 3, 204, 0, "cast5"},
    CipherRow{Cipher::camellia, 16, 310, 203, 402, "camellia"},
    CipherRow{Cipher::camellia, 24, 311, 203, 402, "camellia"},
    CipherRow{Cipher::camellia, 32, 312, 203, 402, "camellia"},
    CipherRow{Cipher::seed, 16, 309, 208, 405, "seed"},
    CipherRow{Cipher::idea, 16, 1, 210, 0, "idea"},
    CipherRow{Cipher::chacha20, 32, 316, 0, 0, "chacha20"},
};

bool is_known(const char* name) { return name != nullptr && *name != '\0' && *name != '?'; }

}  // namespace

const HashRow* hash_row(Hash hash) {
  const auto* const found = std::ranges::find(kHashes, hash, &HashRow::hash);
  return found == kHashes.end() ? nullptr : found;
}

const CipherRow* cipher_row(Cipher cipher, std::size_t key_size) {
  const auto* const found = std::ranges::find_if(
      kCiphers, [&](const CipherRow& row) { return row.cipher == cipher && (row.key_size == 0 || row.key_size == key_size); });
  return found == kCiphers.end() ? nullptr : found;
}

std::string_view curve_name(Curve curve) {
  switch (curve) {
    case Curve::p192: return "NIST P-192";
    case Curve::p224: return "NIST P-224";
    case Curve::p256: return "NIST P-256";
    case Curve::p384: return "NIST P-384";
    case Curve::p521: return "NIST P-521";
    default: return {};
  }
}

bool is_built(const Library& library, const HashRow& row) {
  return is_known(library.md_algo_name(row.digest)) || library.built_with("digests", row.family);
}

bool is_built(const Library& library, const CipherRow& row) {
  return is_known(library.cipher_algo_name(row.algorithm)) || library.built_with("ciphers", row.family);
}

}  // namespace fipsprobe::libgcrypt
