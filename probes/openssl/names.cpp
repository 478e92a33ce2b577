#include "probes/openssl/names.hpp"

#include <fmt/format.h>

#include <array>

namespace fipsprobe::openssl {
namespace {

struct DigestName {
  const char* function;
  const char* fetched;
};

// In the order of enum Hash.
constexpr std::array kDigests = {
    DigestName{"EVP_md4", "MD4"},
    DigestName{"EVP_md5", "MD5"},
    DigestName{"EVP_ripemd160", "RIPEMD-160"},
    DigestName{"EVP_whirlpool", "WHIRLPOOL"},
    DigestName{"EVP_sha1", "SHA1"},
    DigestName{"EVP_sha224", "SHA2-224"},
    DigestName{"EVP_sha256", "SHA2-256"},
    DigestName{"EVP_sha384", "SHA2-384"},
    DigestName{"EVP_sha512", "SHA2-512"},
    DigestName{"EVP_sha512_224", "SHA2-512/224"},
    DigestName{"EVP_sha512_256", "SHA2-512/256"},
    DigestName{"EVP_sha3_224", "SHA3-224"},
    DigestName{"EVP_sha3_256", "SHA3-256"},
    DigestName{"EVP_sha3_384", "SHA3-384"},
    DigestName{"EVP_sha3_512", "SHA3-512"},
    DigestName{"EVP_shake128", "SHAKE-128"},
    DigestName{"EVP_shake256", "SHAKE-256"},
};

struct Stem {
  std::string function;  // "aes_128"
  std::string fetched;   // "AES-128"
};

// sized_stem names ciphers with keys of 128, 192 or 256 bits.
std::optional<Stem> sized_stem(const char* function, const char* fetched, std::size_t key_size) {
  if (key_size != 16 && key_size != 24 && key_size != 32) return std::nullopt;
  return Stem{fmt::format("{}_{}", function, key_size * 8), fmt::format("{}-{}", fetched, key_size * 8)};
}

std::optional<Stem> stem_if(bool key_fits, const char* function, const char* fetched) {
  if (!key_fits) return std::nullopt;
  return Stem{function, fetched};
}

std::optional<Stem> stem_of(Cipher cipher, std::size_t key_size) {
  switch (cipher) {
    case Cipher::aes: return sized_stem("aes", "AES", key_size);
    case Cipher::camellia: return sized_stem("camellia", "CAMELLIA", key_size);
    case Cipher::tdes:
      // OpenSSL has a cipher of its own for two-key 3DES with its 16-byte key.
      if (key_size == 16) return Stem{"des_ede", "DES-EDE"};
      return stem_if(key_size == 24, "des_ede3", "DES-EDE3");
    case Cipher::des: return stem_if(key_size == 8, "des", "DES");
    case Cipher::seed: return stem_if(key_size == 16, "seed", "SEED");
    case Cipher::idea: return stem_if(key_size == 16, "idea", "IDEA");
    case Cipher::chacha20: return stem_if(key_size == 32, "chacha20", "ChaCha20");
    // Longest keys: RFC 2268 §1, Blowfish (Schneier 1993) 448 bits, RFC 2144 §2.5, RC4's 256-byte state.
    case Cipher::rc2: return stem_if(key_size >= 1 && key_size <= 128, "rc2", "RC2");
    case Cipher::rc4: return stem_if(key_size >= 1 && key_size <= 256, "rc4", "RC4");
    case Cipher::blowfish: return stem_if(key_size >= 1 && key_size <= 56, "bf", "BF");
    case Cipher::cast5: return stem_if(key_size >= 5 && key_size <= 16, "cast5", "CAST5");
  }
  return std::nullopt;
}

Name with_suffix(const Stem& stem, std::string_view function, std::string_view fetched) {
  return {fmt::format("EVP_{}_{}", stem.function, function), fmt::format("{}-{}", stem.fetched, fetched)};
}

Name in_mode(const Stem& stem, CipherMode mode, std::size_t block) {
  switch (mode) {
    case CipherMode::ecb: return with_suffix(stem, "ecb", "ECB");
    case CipherMode::cbc: return with_suffix(stem, "cbc", "CBC");
    case CipherMode::ofb: return with_suffix(stem, "ofb", "OFB");
    case CipherMode::cfb1: return with_suffix(stem, "cfb1", "CFB1");
    case CipherMode::cfb8: return with_suffix(stem, "cfb8", "CFB8");
    case CipherMode::cfb_block: return with_suffix(stem, block == 16 ? "cfb128" : "cfb64", "CFB");
    case CipherMode::ctr: return with_suffix(stem, "ctr", "CTR");
    case CipherMode::xts: return with_suffix(stem, "xts", "XTS");
    case CipherMode::stream: break;
  }
  return {"EVP_" + stem.function, stem.fetched};
}

bool is_stream(Cipher cipher) { return cipher == Cipher::rc4 || cipher == Cipher::chacha20; }

}  // namespace

Name name_of_digest(Hash hash) {
  const DigestName& name = kDigests.at(static_cast<std::size_t>(hash));
  return {name.function, name.fetched};
}

std::optional<Name> name_of_cipher(Cipher cipher, CipherMode mode, std::size_t key_size) {
  if (is_stream(cipher) != (mode == CipherMode::stream)) return std::nullopt;
  const bool xts = mode == CipherMode::xts;
  if (xts && (cipher != Cipher::aes || (key_size != 32 && key_size != 64))) return std::nullopt;
  const auto stem = stem_of(cipher, xts ? key_size / 2 : key_size);
  if (!stem) return std::nullopt;
  return in_mode(*stem, mode, block_size(cipher));
}

std::optional<Name> name_of_aead(AeadMode mode, Cipher cipher, std::size_t key_size) {
  if (mode == AeadMode::chacha20_poly1305) {
    if (key_size != 32) return std::nullopt;
    return Name{"EVP_chacha20_poly1305", "ChaCha20-Poly1305"};
  }
  const auto stem = block_size(cipher) == 16 ? stem_of(cipher, key_size) : std::nullopt;
  if (!stem) return std::nullopt;
  return mode == AeadMode::gcm ? with_suffix(*stem, "gcm", "GCM") : with_suffix(*stem, "ccm", "CCM");
}

std::optional<Name> name_of_cbc(Cipher cipher, std::size_t key_size) {
  if (is_stream(cipher)) return std::nullopt;
  return name_of_cipher(cipher, CipherMode::cbc, key_size);
}

std::optional<Name> name_of_wrap(KeyWrapMode mode, Cipher cipher, std::size_t key_size, bool inverse) {
  const auto stem = cipher == Cipher::aes ? stem_of(cipher, key_size) : std::nullopt;
  if (!stem) return std::nullopt;
  const std::string function = mode == KeyWrapMode::kw ? "wrap" : "wrap_pad";
  const std::string fetched = mode == KeyWrapMode::kw ? "WRAP" : "WRAP-PAD";
  return with_suffix(*stem, inverse ? function + "_inv" : function, inverse ? fetched + "-INV" : fetched);
}

std::size_t iv_size(Cipher cipher, CipherMode mode) {
  if (mode == CipherMode::ecb) return 0;
  if (cipher == Cipher::rc4) return 0;
  if (cipher == Cipher::chacha20) return 16;  // block counter (4 bytes, little-endian) and nonce: EVP_chacha20(3)
  return block_size(cipher);
}

bool has_variable_key(Cipher cipher) {
  return cipher == Cipher::rc2 || cipher == Cipher::rc4 || cipher == Cipher::blowfish || cipher == Cipher::cast5;
}

}  // namespace fipsprobe::openssl
