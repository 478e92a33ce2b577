#include "probes/kernel/algorithm_names.hpp"

namespace fipsprobe::kernel {
namespace {

std::optional<std::string> block_cipher_name(Cipher cipher) {
  switch (cipher) {
    case Cipher::aes: return "aes";
    case Cipher::tdes: return "des3_ede";
    case Cipher::des: return "des";
    case Cipher::blowfish: return "blowfish";
    case Cipher::cast5: return "cast5";
    case Cipher::camellia: return "camellia";
    case Cipher::seed: return "seed";
    case Cipher::rc2:
    case Cipher::rc4:
    case Cipher::idea:
    case Cipher::chacha20: break;
  }
  return std::nullopt;
}

// The kernel's "cfb" feeds back whole blocks (CFB128 of AES); it has neither CFB1 nor CFB8.
std::optional<std::string> mode_name(CipherMode mode) {
  switch (mode) {
    case CipherMode::ecb: return "ecb";
    case CipherMode::cbc: return "cbc";
    case CipherMode::ofb: return "ofb";
    case CipherMode::cfb_block: return "cfb";
    case CipherMode::ctr: return "ctr";
    case CipherMode::xts: return "xts";
    case CipherMode::cfb1:
    case CipherMode::cfb8:
    case CipherMode::stream: break;
  }
  return std::nullopt;
}

std::optional<std::string> in_template(std::string_view outer, const std::optional<std::string>& inner) {
  if (!inner) return std::nullopt;
  return std::string(outer) + "(" + *inner + ")";
}

}  // namespace

std::optional<std::string> hash_name(Hash hash) {
  switch (hash) {
    case Hash::md4: return "md4";
    case Hash::md5: return "md5";
    case Hash::ripemd160: return "rmd160";
    case Hash::whirlpool: return "wp512";
    case Hash::sha1: return "sha1";
    case Hash::sha224: return "sha224";
    case Hash::sha256: return "sha256";
    case Hash::sha384: return "sha384";
    case Hash::sha512: return "sha512";
    case Hash::sha3_224: return "sha3-224";
    case Hash::sha3_256: return "sha3-256";
    case Hash::sha3_384: return "sha3-384";
    case Hash::sha3_512: return "sha3-512";
    case Hash::sha512_224:
    case Hash::sha512_256:
    case Hash::shake128:
    case Hash::shake256: break;
  }
  return std::nullopt;
}

std::optional<std::string> hmac_name(Hash hash) { return in_template("hmac", hash_name(hash)); }

std::optional<std::string> cmac_name(Cipher cipher) { return in_template("cmac", block_cipher_name(cipher)); }

std::optional<std::string> cipher_name(Cipher cipher, CipherMode mode) {
  if (cipher == Cipher::rc4 && mode == CipherMode::stream) return "ecb(arc4)";
  if (cipher == Cipher::chacha20 && mode == CipherMode::stream) return "chacha20";
  const auto outer = mode_name(mode);
  if (!outer) return std::nullopt;
  return in_template(*outer, block_cipher_name(cipher));
}

std::optional<std::string> aead_name(AeadMode mode, Cipher cipher) {
  if (mode == AeadMode::chacha20_poly1305) return "rfc7539(chacha20,poly1305)";
  return in_template(mode == AeadMode::gcm ? "gcm" : "ccm", block_cipher_name(cipher));
}

std::optional<std::string> wrap_name(KeyWrapMode mode, Cipher cipher) {
  if (mode != KeyWrapMode::kw || cipher != Cipher::aes) return std::nullopt;
  return "kw(aes)";
}

std::optional<std::string> drbg_name(const DrbgOperation& operation) {
  const std::string start = operation.prediction_resistance ? "drbg_pr_" : "drbg_nopr_";
  if (operation.mechanism == DrbgMechanism::ctr) {
    if (operation.cipher != Cipher::aes || !operation.derivation_function) return std::nullopt;
    return start + "ctr_aes" + std::to_string(operation.key_size * 8);
  }
  switch (operation.hash) {
    case Hash::sha1:
    case Hash::sha256:
    case Hash::sha384:
    case Hash::sha512: break;
    default: return std::nullopt;
  }
  return start + (operation.mechanism == DrbgMechanism::hmac ? "hmac_" : "") + *hash_name(operation.hash);
}

std::string_view base_of(std::string_view name) {
  const std::size_t open = name.rfind('(');
  if (open == std::string_view::npos) return name;
  return name.substr(open + 1, name.find_first_of("),", open) - open - 1);
}

std::string_view template_of(std::string_view name) {
  const std::size_t open = name.find('(');
  return open == std::string_view::npos ? std::string_view{} : name.substr(0, open);
}

}  // namespace fipsprobe::kernel
