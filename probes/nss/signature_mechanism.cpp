#include "probes/nss/signature_mechanism.hpp"

#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

// Pair holds the mechanism that hashes by itself and the one that takes the digest. RSA PKCS#1 v1.5 has no second: CKM_RSA_PKCS
// would need the DigestInfo made here.
struct Pair {
  std::optional<MechanismName> combined, raw;
};

Pair mechanisms_for(SignatureScheme scheme, const HashMechanisms& hash) {
  switch (scheme) {
    case SignatureScheme::rsa_pkcs1: return {.combined = hash.rsa_pkcs1, .raw = std::nullopt};
    case SignatureScheme::rsa_pss: return {.combined = hash.rsa_pss, .raw = kRsaPss};
    case SignatureScheme::rsa_x931: return {.combined = std::nullopt, .raw = kRsaX931};
    case SignatureScheme::dsa: return {.combined = hash.dsa, .raw = kDsa};
    case SignatureScheme::ecdsa: return {.combined = hash.ecdsa, .raw = kEcdsa};
  }
  return {};
}

}  // namespace

std::variant<SignatureMechanism, Outcome> signature_mechanism(const Token& token, const SignatureRequest& request) {
  const std::string with_hash = std::string(name_of(request.scheme)) + " with " + std::string(name_of(request.hash));
  const HashMechanisms* const hash = mechanisms_of(request.hash);
  if (hash == nullptr) return no_mechanism(with_hash);
  const Pair pair = mechanisms_for(request.scheme, *hash);
  const bool combined = pair.combined && (token.offers(*pair.combined) || !pair.raw);
  const std::optional<MechanismName>& name = combined ? pair.combined : pair.raw;
  if (!name) return no_mechanism(with_hash);
  if (auto missing = token.missing(*name)) return *missing;
  if (auto missing = combined ? std::nullopt : token.missing(hash->digest)) return *missing;
  SignatureMechanism found{.name = *name, .digest_first = std::nullopt, .pss = std::nullopt};
  if (!combined) found.digest_first = hash->digest;
  if (request.scheme != SignatureScheme::rsa_pss) return found;
  const Hash mgf_hash = request.mgf_hash.value_or(request.hash);
  const HashMechanisms* const mgf = mechanisms_of(mgf_hash);
  if (mgf == nullptr || !mgf->mask_generation) return no_mechanism("MGF1 with " + std::string(name_of(mgf_hash)));
  found.pss = PssParameters{hash->digest.type, *mgf->mask_generation, request.salt_length};
  return found;
}

Reply input_of(Token& token, const SignatureMechanism& mechanism, const Bytes& message) {
  if (mechanism.digest_first) return token.digest({mechanism.digest_first->type, nullptr, 0}, message);
  return {.rv = CKR_OK, .call = "", .data = message, .object = 0};
}

Outcome sign_with(Token& token, const SignatureMechanism& mechanism, Handle key, const Bytes& message) {
  const Reply input = input_of(token, mechanism, message);
  if (!input.ok()) return outcome_of(input);
  Reply signature = token.sign(mechanism.mechanism(), key, input.data);
  if (!signature.ok()) return outcome_of(signature);
  return with_indicator(token, Outcome::done(std::move(signature.data)));
}

}  // namespace fipsprobe::nss
