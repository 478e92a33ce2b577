#include <algorithm>

#include "probes/nss/curves.hpp"
#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

void describe_key(Attributes& to, Ulong key_type) {
  to.number(CKA_CLASS, CKO_PUBLIC_KEY).number(CKA_KEY_TYPE, key_type).flag(CKA_TOKEN, false).flag(CKA_VERIFY, true);
}

// DescribeKey writes the template of a public key object: Mech §2.1.2 (RSA), §2.2.2 (DSA), §2.3.3 (EC).
struct DescribeKey {
  Attributes& to;

  void operator()(const RsaPublicKey& key) const {
    describe_key(to, CKK_RSA);
    to.bytes(CKA_MODULUS, key.n).bytes(CKA_PUBLIC_EXPONENT, key.e);
  }
  void operator()(const DsaPublicKey& key) const {
    describe_key(to, CKK_DSA);
    to.bytes(CKA_PRIME, key.p).bytes(CKA_SUBPRIME, key.q).bytes(CKA_BASE, key.g).bytes(CKA_VALUE, key.y);
  }
  void operator()(const EcPublicKey& key) const {
    describe_key(to, CKK_EC);
    to.bytes(CKA_EC_PARAMS, ec_parameters(key.curve)).bytes(CKA_EC_POINT, ec_point(key.curve, key.x, key.y));
  }
};

// has_scheme_size tells whether a DSA or ECDSA signature is as long as r and s together; true for RSA, where softoken itself
// answers CKR_SIGNATURE_LEN_RANGE.
bool has_scheme_size(const VerifyOperation& operation) {
  if (const auto* const ec = std::get_if<EcPublicKey>(&operation.key)) {
    return operation.signature.size() == 2 * order_size(ec->curve);
  }
  if (const auto* const dsa = std::get_if<DsaPublicKey>(&operation.key)) return operation.signature.size() == 2 * dsa->q.size();
  return true;
}

}  // namespace

Outcome NssVerifier::perform(const VerifyOperation& operation) {
  const HashMechanisms* const hash = mechanisms_of(operation.hash);
  if (hash == nullptr) return no_mechanism("signatures with " + std::string(name_of(operation.hash)));
  Attributes key;
  std::visit(DescribeKey{key}, operation.key);
  switch (operation.scheme) {
    case SignatureScheme::rsa_pkcs1: return verify({.combined = hash->rsa_pkcs1, .raw = {}}, key, *hash, operation);
    case SignatureScheme::rsa_x931: return verify({.combined = {}, .raw = kRsaX931}, key, *hash, operation);
    case SignatureScheme::dsa: return verify({.combined = hash->dsa, .raw = kDsa}, key, *hash, operation);
    case SignatureScheme::ecdsa: return verify({.combined = hash->ecdsa, .raw = kEcdsa}, key, *hash, operation);
    case SignatureScheme::rsa_pss: break;
  }
  if (!hash->mask_generation) return no_mechanism("RSA PSS with " + std::string(name_of(operation.hash)));
  const PssParameters pss{hash->digest.type, *hash->mask_generation, operation.salt_length};
  return verify({.combined = hash->rsa_pss, .raw = kRsaPss, .parameter = &pss, .parameter_size = sizeof pss}, key, *hash,
                operation);
}

Outcome NssVerifier::verify(const Scheme& scheme, const Attributes& key, const HashMechanisms& hash,
                            const VerifyOperation& operation) {
  const bool combined = scheme.combined && (token_.offers(*scheme.combined) || !scheme.raw);
  const std::optional<MechanismName>& name = combined ? scheme.combined : scheme.raw;
  if (!name) return no_mechanism("this signature scheme with " + std::string(name_of(operation.hash)));
  if (auto missing = token_.missing(*name)) return *missing;
  if (auto missing = combined ? std::nullopt : token_.missing(hash.digest)) return *missing;
  const Reply object = keys_.public_key(key);
  if (!object.ok()) return without_key(object, operation.key);
  const Mechanism mechanism{name->type, scheme.parameter, scheme.parameter_size};
  if (combined) return answer(token_.verify(mechanism, object.object, operation.message, operation.signature), operation);
  const Reply digest = token_.digest({hash.digest.type, nullptr, 0}, operation.message);
  if (!digest.ok()) return outcome_of(digest);
  return answer(token_.verify(mechanism, object.object, digest.data, operation.signature), operation);
}

// without_key tells what a public key that the token did not take means. A curve that is not built is unsupported; a point that
// is not on its curve makes every signature invalid (FIPS 186-4 §6.4, SP 800-56A §5.6.2.3).
Outcome NssVerifier::without_key(const Reply& reply, const PublicKey& key) {
  const auto* const ec = std::get_if<EcPublicKey>(&key);
  if (ec == nullptr) return outcome_of(reply);
  if (reply.rv == CKR_DOMAIN_PARAMS_INVALID) return no_curve(reply, ec->curve);
  const bool bad_point = reply.rv == CKR_TEMPLATE_INCONSISTENT || reply.rv == CKR_ATTRIBUTE_VALUE_INVALID;
  return bad_point ? Outcome::verified(false) : outcome_of(reply);
}

// answer turns a rejected signature into a verdict. For a DSA or ECDSA signature of another length softoken has codes of its
// own: CKR_ARGUMENTS_BAD, and CKR_DATA_LEN_RANGE in 3.87.
Outcome NssVerifier::answer(const Reply& reply, const VerifyOperation& operation) {
  if (reply.ok()) return with_indicator(token_, Outcome::verified(true));
  if (reply.rv == CKR_SIGNATURE_INVALID || reply.rv == CKR_SIGNATURE_LEN_RANGE) return Outcome::verified(false);
  const bool about_length = reply.rv == CKR_ARGUMENTS_BAD || reply.rv == CKR_DATA_LEN_RANGE;
  return about_length && !has_scheme_size(operation) ? Outcome::verified(false) : outcome_of(reply);
}

}  // namespace fipsprobe::nss
