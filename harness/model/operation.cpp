#include "harness/model/operation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fipsprobe {
namespace {

// significant_bits counts the bits of an unsigned big-endian integer without its leading zeros.
std::size_t significant_bits(const Bytes& number) {
  const auto first = std::ranges::find_if(number, [](std::uint8_t byte) { return byte != 0; });
  if (first == number.end()) return 0;
  std::size_t bits = static_cast<std::size_t>(number.end() - first) * 8;
  for (unsigned mask = 0x80; (*first & mask) == 0; mask >>= 1U) --bits;
  return bits;
}

bool is_two_key(const Bytes& key) {
  return key.size() == 16 || (key.size() == 24 && std::equal(key.begin(), key.begin() + 8, key.begin() + 16));
}

std::string cipher_and_key(Cipher cipher, const Bytes& key, bool halves) {
  switch (cipher) {
    case Cipher::aes:
    case Cipher::camellia: return fmt::format("{}-{}", name_of(cipher), key.size() * 8 / (halves ? 2 : 1));
    case Cipher::tdes: return is_two_key(key) ? "3DES-2key" : "3DES-3key";
    default: return std::string(name_of(cipher));
  }
}

struct Describe {
  std::string operator()(const DigestOperation& o) const { return std::string(name_of(o.hash)); }

  std::string operator()(const MacOperation& o) const {
    if (o.kind == MacKind::hmac) return fmt::format("HMAC-{}", name_of(o.hash));
    return fmt::format("{}-{}", name_of(o.kind), cipher_and_key(o.cipher, o.key, false));
  }

  std::string operator()(const CipherOperation& o) const {
    const std::string cipher = cipher_and_key(o.cipher, o.key, o.mode == CipherMode::xts);
    if (o.mode == CipherMode::stream) return fmt::format("{} {}", cipher, name_of(o.direction));
    return fmt::format("{}-{} {}", cipher, name_of(o.mode), name_of(o.direction));
  }

  std::string operator()(const AeadOperation& o) const {
    if (o.mode == AeadMode::chacha20_poly1305) return fmt::format("{} {}", name_of(o.mode), name_of(o.direction));
    return fmt::format("{}-{} {}", cipher_and_key(o.cipher, o.key, false), name_of(o.mode), name_of(o.direction));
  }

  std::string operator()(const VerifyOperation& o) const {
    if (const auto* ec = std::get_if<EcPublicKey>(&o.key)) {
      return fmt::format("ECDSA {} {} verify", name_of(ec->curve), name_of(o.hash));
    }
    const auto* rsa = std::get_if<RsaPublicKey>(&o.key);
    const std::size_t bits = significant_bits(rsa != nullptr ? rsa->n : std::get<DsaPublicKey>(o.key).p);
    return fmt::format("{} {} {} verify", name_of(o.scheme), bits, name_of(o.hash));
  }

  std::string operator()(const KeyGenerationOperation& o) const {
    if (o.scheme == SignatureScheme::ecdsa) return fmt::format("EC {} key generation", name_of(o.curve));
    return fmt::format("{} {} key generation", o.scheme == SignatureScheme::dsa ? "DSA" : "RSA", o.bits);
  }
};

}  // namespace

std::string describe(const Operation& operation) { return std::visit(Describe{}, operation); }

}  // namespace fipsprobe
