#include <fmt/format.h>

#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/curves.hpp"
#include "probes/openssl/private_keys.hpp"
#include "probes/openssl/signing.hpp"

namespace fipsprobe::openssl {
namespace {

bool fits(SignatureScheme scheme, const PrivateKey& key) {
  switch (scheme) {
    case SignatureScheme::dsa: return std::holds_alternative<DsaPrivateKey>(key);
    case SignatureScheme::ecdsa: return std::holds_alternative<EcPrivateKey>(key);
    default: return std::holds_alternative<RsaPrivateKey>(key);
  }
}

// half_size returns the bytes of r and of s.
std::size_t half_size(const PrivateKey& key) {
  const auto* dsa = std::get_if<DsaPrivateKey>(&key);
  return dsa != nullptr ? (significant_bits(dsa->q) + 7) / 8 : order_size(std::get<EcPrivateKey>(key).curve);
}

class EvpSigner : public Signer {
 public:
  explicit EvpSigner(const Toolkit& toolkit) : toolkit_(toolkit), curves_(toolkit.symbols.key), keys_(toolkit) {}

  Outcome perform(const SignOperation& operation) override {
    if (!fits(operation.scheme, operation.key)) return Outcome::failed("the key is not of the scheme's type");
    toolkit_.errors.clear();
    const auto* ec = std::get_if<EcPrivateKey>(&operation.key);
    if (ec != nullptr && !curves_.has(ec->curve)) return Curves::absent(ec->curve);
    const PrivateKeys::Found key = keys_.find(operation.key);
    if (key.key == nullptr) return key.outcome;
    Outcome made =
        sign(toolkit_, *key.key, {operation.scheme, operation.hash, operation.salt_length, std::nullopt}, operation.message);
    if (made.kind != OutcomeKind::ok || std::holds_alternative<RsaPrivateKey>(operation.key)) return made;
    const auto raw = raw_signature(made.output, half_size(operation.key));
    return raw ? Outcome::done(*raw) : Outcome::failed("the signature is no pair of integers below the order");
  }

 private:
  Toolkit toolkit_;
  Curves curves_;
  PrivateKeys keys_;
};

}  // namespace

std::unique_ptr<Signer> make_signer(const Toolkit& toolkit) {
  const Symbols& symbols = toolkit.symbols;
  if (!symbols.digest.complete || !symbols.key.complete || !symbols.privates.complete || !symbols.number.complete)
    return nullptr;
  return std::make_unique<EvpSigner>(toolkit);
}

}  // namespace fipsprobe::openssl
