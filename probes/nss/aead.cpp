#include "probes/nss/services.hpp"

namespace fipsprobe::nss {

Outcome NssAead::perform(const AeadOperation& operation) {
  if (operation.mode == AeadMode::chacha20_poly1305) {
    if (auto missing = token_.missing(kNssChaCha20Poly1305)) return *missing;
    const NssAeadParameters parameters{operation.nonce.data(), operation.nonce.size(), operation.aad.data(),
                                       operation.aad.size(), operation.tag_length};
    return run({kNssChaCha20Poly1305.type, &parameters, sizeof parameters}, CKK_NSS_CHACHA20, operation);
  }
  if (operation.cipher != Cipher::aes) return no_mechanism(std::string(name_of(operation.cipher)) + " in an AEAD mode");
  if (operation.mode == AeadMode::ccm) {
    // No NSS has CCM so far; were it there, its parameter would have to be written first, so it is not tried.
    if (auto missing = token_.missing(kAesCcm)) return *missing;
    return Outcome::not_available(text_of(kAesCcm) + " is offered, but this program does not know its parameter");
  }
  if (auto missing = token_.missing(kAesGcm)) return *missing;
  const GcmParameters parameters{operation.nonce.data(), operation.nonce.size(), operation.aad.data(), operation.aad.size(),
                                 operation.tag_length * 8};
  return run({kAesGcm.type, &parameters, sizeof parameters}, CKK_AES, operation);
}

Outcome NssAead::run(const Mechanism& mechanism, Ulong key_type, const AeadOperation& operation) {
  const Reply key = keys_.secret(key_type, operation.key, KeyUse::cipher);
  if (!key.ok()) return outcome_of(key);
  if (operation.direction == Direction::encrypt) {
    Reply reply = token_.encrypt(mechanism, key.object, operation.input);
    if (!reply.ok()) return outcome_of(reply);
    return with_indicator(token_, Outcome::done(std::move(reply.data)));
  }
  Bytes sealed = operation.input;  // PKCS #11 takes the ciphertext with the tag behind it: Mech §2.12.2
  sealed.insert(sealed.end(), operation.tag.begin(), operation.tag.end());
  Reply reply = token_.decrypt(mechanism, key.object, sealed);
  if (reply.rv == CKR_ENCRYPTED_DATA_INVALID) return Outcome::verified(false);
  if (!reply.ok()) return outcome_of(reply);
  return with_indicator(token_, Outcome::done(std::move(reply.data)));
}

}  // namespace fipsprobe::nss
