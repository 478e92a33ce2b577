#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

bool is_wrong_padding(const Reply& reply) {
  return reply.rv == CKR_ENCRYPTED_DATA_INVALID || reply.rv == CKR_ENCRYPTED_DATA_LEN_RANGE;
}

const MechanismName& mechanism_for(RsaPadding padding) {
  switch (padding) {
    case RsaPadding::pkcs1: return kRsaPkcs;
    case RsaPadding::oaep: return kRsaOaep;
    case RsaPadding::none: break;
  }
  return kRsaX509;
}

std::optional<OaepParameters> oaep_parameters(const RsaDecryptOperation& operation) {
  const HashMechanisms* const hash = mechanisms_of(operation.hash);
  const HashMechanisms* const mgf = mechanisms_of(operation.mgf_hash);
  if (hash == nullptr || mgf == nullptr || !mgf->mask_generation) return std::nullopt;
  const bool no_label = operation.label.empty();
  return OaepParameters{hash->digest.type, *mgf->mask_generation, CKZ_DATA_SPECIFIED,
                        no_label ? nullptr : operation.label.data(), operation.label.size()};
}

}  // namespace

// A wrong PKCS#1 v1.5 padding is not reported by NSS: it answers CKR_OK with a message that it makes of the key and the
// ciphertext ("implicit rejection", RSA_DecryptBlock of freebl). That is passed on as it is.
Outcome NssRsaDecryptor::perform(const RsaDecryptOperation& operation) {
  const MechanismName& name = mechanism_for(operation.padding);
  if (auto missing = token_.missing(name)) return *missing;
  Mechanism mechanism{name.type, nullptr, 0};
  std::optional<OaepParameters> oaep;
  if (operation.padding == RsaPadding::oaep) {
    oaep = oaep_parameters(operation);
    if (!oaep)
      return no_mechanism("OAEP with " + std::string(name_of(operation.hash)) + " and " +
                          std::string(name_of(operation.mgf_hash)));
    mechanism = {name.type, &*oaep, sizeof *oaep};
  }
  const Reply key = keys_.private_key(operation.key);
  if (!key.ok()) return without_private_key(key, operation.key);
  Reply reply = token_.decrypt(mechanism, key.object, operation.ciphertext);
  if (is_wrong_padding(reply)) return Outcome::verified(false);
  if (!reply.ok()) return outcome_of(reply);
  return with_indicator(token_, Outcome::done(std::move(reply.data)));
}

}  // namespace fipsprobe::nss
