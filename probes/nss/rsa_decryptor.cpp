#include <algorithm>

#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

// is_ciphertext tells whether a ciphertext is as long as n and smaller than n (RFC 8017 §7.1.2, §5.1.2).
bool is_ciphertext(const RsaDecryptOperation& operation) {
  ByteView n = operation.key.n;
  while (!n.empty() && n.front() == 0) n = n.subspan(1);
  const ByteView c = operation.ciphertext;
  return c.size() == n.size() && std::ranges::lexicographical_compare(c, n);
}

// is_rejected tells the codes for a wrong padding, and those for what is no ciphertext of this key: CKR_DATA_LEN_RANGE (OAEP)
// and CKR_ARGUMENTS_BAD.
bool is_rejected(const Reply& reply, const RsaDecryptOperation& operation) {
  if (reply.rv == CKR_ENCRYPTED_DATA_INVALID || reply.rv == CKR_ENCRYPTED_DATA_LEN_RANGE) return true;
  return (reply.rv == CKR_DATA_LEN_RANGE || reply.rv == CKR_ARGUMENTS_BAD) && !is_ciphertext(operation);
}

const MechanismName& mechanism_for(RsaPadding padding) {
  switch (padding) {
    case RsaPadding::pkcs1: return kRsaPkcs;
    case RsaPadding::oaep: return kRsaOaep;
    case RsaPadding::none: break;
  }
  return kRsaX509;
}

// oaep_parameters returns the parameter of CKM_RSA_PKCS_OAEP, or why it cannot be had.
std::variant<OaepParameters, Outcome> oaep_parameters(const Token& token, const RsaDecryptOperation& operation) {
  for (const Hash needed : {operation.hash, operation.mgf_hash}) {
    const HashMechanisms* const hash = mechanisms_of(needed);
    if (hash == nullptr) return no_mechanism("OAEP with " + std::string(name_of(needed)));
    if (auto missing = token.missing(hash->digest)) return *missing;
  }
  const std::optional<Ulong> mgf = mechanisms_of(operation.mgf_hash)->mask_generation;
  if (!mgf) return no_mechanism("MGF1 with " + std::string(name_of(operation.mgf_hash)));
  const Byte* const label = operation.label.empty() ? nullptr : operation.label.data();
  return OaepParameters{mechanisms_of(operation.hash)->digest.type, *mgf, CKZ_DATA_SPECIFIED, label, operation.label.size()};
}

}  // namespace

// A wrong PKCS#1 v1.5 padding is not reported by NSS: it answers CKR_OK with a message that it makes of the key and the
// ciphertext ("implicit rejection", RSA_DecryptBlock of freebl). That is passed on as it is.
Outcome NssRsaDecryptor::perform(const RsaDecryptOperation& operation) {
  const MechanismName& name = mechanism_for(operation.padding);
  if (auto missing = token_.missing(name)) return *missing;
  Mechanism mechanism{name.type, nullptr, 0};
  std::variant<OaepParameters, Outcome> oaep;
  if (operation.padding == RsaPadding::oaep) {
    oaep = oaep_parameters(token_, operation);
    const auto* const parameters = std::get_if<OaepParameters>(&oaep);
    if (parameters == nullptr) return std::get<Outcome>(oaep);
    mechanism = {name.type, parameters, sizeof *parameters};
  }
  const Reply key = keys_.private_key(operation.key);
  if (!key.ok()) return without_private_key(key, operation.key);
  Reply reply = token_.decrypt(mechanism, key.object, operation.ciphertext);
  if (is_rejected(reply, operation)) return Outcome::verified(false);
  if (!reply.ok()) return outcome_of(reply);
  return with_indicator(token_, Outcome::done(std::move(reply.data)));
}

}  // namespace fipsprobe::nss
