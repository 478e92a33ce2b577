#include "probes/nss/public_key.hpp"
#include "probes/nss/services.hpp"
#include "probes/nss/signature_mechanism.hpp"

namespace fipsprobe::nss {
namespace {

// has_scheme_size tells whether a DSA or ECDSA signature is as long as r and s together; true for RSA, where softoken itself
// answers CKR_SIGNATURE_LEN_RANGE.
bool has_scheme_size(const VerifyOperation& operation) {
  if (const auto* const ec = std::get_if<EcPublicKey>(&operation.key)) {
    return operation.signature.size() == 2 * order_size(ec->curve);
  }
  if (const auto* const dsa = std::get_if<DsaPublicKey>(&operation.key)) return operation.signature.size() == 2 * dsa->q.size();
  return true;
}

// without_key tells what a public key that the token did not take means. A curve that is not built is unsupported; a point that
// is not on its curve makes every signature invalid (FIPS 186-4 §6.4, SP 800-56A §5.6.2.3).
Outcome without_key(const Reply& reply, const PublicKey& key) {
  const auto* const ec = std::get_if<EcPublicKey>(&key);
  if (ec == nullptr) return outcome_of(reply);
  if (reply.rv == CKR_DOMAIN_PARAMS_INVALID) return no_curve(reply, ec->curve);
  return is_bad_point(reply) ? Outcome::verified(false) : outcome_of(reply);
}

// answer turns a rejected signature into a verdict. For a DSA or ECDSA signature of another length softoken has codes of its
// own: CKR_ARGUMENTS_BAD, and CKR_DATA_LEN_RANGE in 3.87.
Outcome answer(const Token& token, const Reply& reply, const VerifyOperation& operation) {
  if (reply.ok()) return with_indicator(token, Outcome::verified(true));
  if (reply.rv == CKR_SIGNATURE_INVALID || reply.rv == CKR_SIGNATURE_LEN_RANGE) return Outcome::verified(false);
  const bool about_length = reply.rv == CKR_ARGUMENTS_BAD || reply.rv == CKR_DATA_LEN_RANGE;
  return about_length && !has_scheme_size(operation) ? Outcome::verified(false) : outcome_of(reply);
}

}  // namespace

Outcome NssVerifier::perform(const VerifyOperation& operation) {
  if (operation.encoding == SignatureEncoding::der) {
    return Outcome::unsupported("PKCS #11 takes r and s as they are, no DER");
  }
  const auto found = signature_mechanism(token_, {.scheme = operation.scheme,
                                                  .hash = operation.hash,
                                                  .salt_length = operation.salt_length,
                                                  .mgf_hash = operation.mgf_hash});
  const auto* const mechanism = std::get_if<SignatureMechanism>(&found);
  if (mechanism == nullptr) return std::get<Outcome>(found);
  Attributes key;
  describe_public(key, operation.key);
  const Reply object = keys_.public_key(key);
  if (!object.ok()) return without_key(object, operation.key);
  const Reply input = input_of(token_, *mechanism, operation.message);
  if (!input.ok()) return outcome_of(input);
  return answer(token_, token_.verify(mechanism->mechanism(), object.object, input.data, operation.signature), operation);
}

}  // namespace fipsprobe::nss
