#include "probes/nss/services.hpp"

namespace fipsprobe::nss {

Outcome NssMac::perform(const MacOperation& operation) {
  switch (operation.kind) {
    case MacKind::hmac: return hmac(operation);
    case MacKind::cmac: return cmac(operation);
    case MacKind::gmac: return gmac(operation);
  }
  return no_mechanism("this MAC");
}

Outcome NssMac::hmac(const MacOperation& operation) {
  const HashMechanisms* const row = mechanisms_of(operation.hash);
  if (row == nullptr || !row->hmac) return no_mechanism("HMAC-" + std::string(name_of(operation.hash)));
  return tag_with(*row->hmac, CKK_GENERIC_SECRET, operation);
}

Outcome NssMac::cmac(const MacOperation& operation) {
  const CmacMechanism* const row = cmac_of(operation.cipher);
  if (row == nullptr) return no_mechanism("CMAC-" + std::string(name_of(operation.cipher)));
  return tag_with(row->mechanism, row->key_type, operation);
}

// tag_with has the whole tag made and keeps its leftmost bytes, which is how FIPS 198-1 §5 and SP 800-38B §6.2 shorten a tag.
// The _GENERAL mechanisms, which should do that, refuse every length (README.md, "Shortened tags").
Outcome NssMac::tag_with(const MechanismName& name, Ulong key_type, const MacOperation& operation) {
  if (auto missing = token_.missing(name)) return *missing;
  const Reply key = keys_.secret(key_type, operation.key, KeyUse::mac);
  if (!key.ok()) return outcome_of(key);
  Reply reply = token_.sign({name.type, nullptr, 0}, key.object, operation.message);
  if (!reply.ok()) return outcome_of(reply);
  if (operation.tag_length > reply.data.size()) return Outcome::failed("the whole tag is shorter than the one asked for");
  reply.data.resize(operation.tag_length);
  return with_indicator(token_, Outcome::done(std::move(reply.data)));
}

// gmac computes GCM with the message as additional data and no plaintext, which is GMAC's definition (SP 800-38D §3): NSS has
// no CKM_AES_GMAC.
Outcome NssMac::gmac(const MacOperation& operation) {
  if (operation.cipher != Cipher::aes) return no_mechanism("GMAC-" + std::string(name_of(operation.cipher)));
  if (auto missing = token_.missing(kAesGcm)) return *missing;
  const Reply key = keys_.secret(CKK_AES, operation.key, KeyUse::cipher);
  if (!key.ok()) return outcome_of(key);
  const GcmParameters gcm{operation.nonce.data(), operation.nonce.size(), operation.message.data(), operation.message.size(),
                          operation.tag_length * 8};
  Reply reply = token_.encrypt({kAesGcm.type, &gcm, sizeof gcm}, key.object, {});
  if (!reply.ok()) return outcome_of(reply);
  return with_indicator(token_, Outcome::done(std::move(reply.data)));
}

}  // namespace fipsprobe::nss
