#include "harness/model/operation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace fipsprobe {
namespace {

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

// prf_name names the function that a KDF is built on: "HMAC-SHA-256", "CMAC-AES-128".
std::string prf_name(const KbkdfParameters& p) {
  if (p.mac == MacKind::hmac) return fmt::format("HMAC-{}", name_of(p.hash));
  return fmt::format("CMAC-{}", cipher_and_key(p.cipher, p.key, false));
}

struct DescribeKdf {
  std::string operator()(const KbkdfParameters& p) const {
    constexpr std::array<std::string_view, 3> modes = {"counter", "feedback", "double pipeline"};
    return fmt::format("KBKDF {} {}", modes[static_cast<std::size_t>(p.mode)], prf_name(p));
  }
  std::string operator()(const TlsPrfParameters& p) const {
    return p.tls12 ? fmt::format("TLS 1.2 PRF {}", name_of(p.hash)) : "TLS 1.0/1.1 PRF";
  }
  std::string operator()(const SshKdfParameters& p) const { return fmt::format("SSH KDF {}", name_of(p.hash)); }
  std::string operator()(const IkeParameters& p) const {
    return fmt::format("IKEv{} KDF {}", p.step < IkeParameters::Step::v2_skeyseed ? 1 : 2, name_of(p.hash));
  }
  std::string operator()(const Pbkdf2Parameters& p) const { return fmt::format("PBKDF2 {}", name_of(p.hash)); }
  std::string operator()(const HkdfParameters& p) const { return fmt::format("HKDF {}", name_of(p.hash)); }
  std::string operator()(const X963KdfParameters& p) const { return fmt::format("X9.63 KDF {}", name_of(p.hash)); }
  std::string operator()(const X942KdfParameters& p) const { return fmt::format("X9.42 KDF {}", name_of(p.hash)); }
};

// key_name names a public key: "RSA 2048", "DSA 2048", "EC P-256".
std::string key_name(const PublicKey& key) {
  if (const auto* ec = std::get_if<EcPublicKey>(&key)) return fmt::format("EC {}", name_of(ec->curve));
  if (const auto* rsa = std::get_if<RsaPublicKey>(&key)) return fmt::format("RSA {}", significant_bits(rsa->n));
  return fmt::format("DSA {}", significant_bits(std::get<DsaPublicKey>(key).p));
}

// signature_with names a scheme and its key: "ECDSA P-256 SHA-256", "RSA PSS 2048 SHA-256".
std::string signature_with(SignatureScheme scheme, const PublicKey& key, Hash hash) {
  if (const auto* ec = std::get_if<EcPublicKey>(&key)) return fmt::format("ECDSA {} {}", name_of(ec->curve), name_of(hash));
  const auto* rsa = std::get_if<RsaPublicKey>(&key);
  const std::size_t bits = significant_bits(rsa != nullptr ? rsa->n : std::get<DsaPublicKey>(key).p);
  return fmt::format("{} {} {}", name_of(scheme), bits, name_of(hash));
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

  std::string operator()(const VerifyOperation& o) const { return signature_with(o.scheme, o.key, o.hash) + " verify"; }

  std::string operator()(const SignOperation& o) const {
    return signature_with(o.scheme, public_part(o.key), o.hash) + " sign";
  }

  std::string operator()(const KeyGenerationOperation& o) const {
    switch (o.scheme) {
      case SignatureScheme::ecdsa: return fmt::format("EC {} key generation", name_of(o.curve));
      case SignatureScheme::dsa: return fmt::format("DSA {} key generation", o.bits);
      default: return fmt::format("RSA {} key generation", o.bits);
    }
  }

  std::string operator()(const KeyWrapOperation& o) const {
    return fmt::format("{}-{}{} {}", cipher_and_key(o.cipher, o.key, false), name_of(o.mode), o.inverse ? " inverse" : "",
                       o.direction == Direction::encrypt ? "wrap" : "unwrap");
  }

  std::string operator()(const RsaDecryptOperation& o) const {
    const std::size_t bits = significant_bits(o.key.n);
    if (o.padding != RsaPadding::oaep) return fmt::format("RSA {} {} decrypt", name_of(o.padding), bits);
    return fmt::format("RSA OAEP {} {}{} decrypt", bits, name_of(o.hash),
                       o.mgf_hash == o.hash ? "" : fmt::format(" MGF1 {}", name_of(o.mgf_hash)));
  }

  std::string operator()(const EcdhOperation& o) const { return fmt::format("ECDH {}", name_of(o.key.curve)); }
  std::string operator()(const FfdhOperation& o) const { return fmt::format("DH {}", significant_bits(o.key.p)); }

  std::string operator()(const KeyValidationOperation& o) const { return key_name(o.key) + " public key validation"; }

  std::string operator()(const DsaParameterOperation& o) const {
    return fmt::format("DSA {} parameter validation", significant_bits(o.p));
  }

  std::string operator()(const KdfOperation& o) const { return std::visit(DescribeKdf{}, o.parameters); }

  std::string operator()(const DrbgOperation& o) const {
    const std::string of = o.mechanism == DrbgMechanism::ctr
                               ? fmt::format("{}-{}{}", name_of(o.cipher), o.key_size * 8, o.derivation_function ? " df" : "")
                               : std::string(name_of(o.hash));
    return fmt::format("{} {}{}", name_of(o.mechanism), of, o.prediction_resistance ? " PR" : "");
  }

  std::string operator()(const RandomOperation&) const { return "random bytes"; }

  std::string operator()(const MonteCarloOperation& o) const {
    return std::visit([this](const auto& first) { return (*this)(first); }, o.first) + " Monte Carlo";
  }

  std::string operator()(const UntestableOperation& o) const { return o.name; }
};

}  // namespace

std::string describe(const Operation& operation) { return std::visit(Describe{}, operation); }

}  // namespace fipsprobe
