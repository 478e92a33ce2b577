#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

// is_rejected tells the codes for a wrapped key that fails its check, and for a size that is none of a key or of a wrapped key
// (SP 800-38F §5.3.1).
bool is_rejected(const Reply& reply) {
  return reply.rv == CKR_ENCRYPTED_DATA_INVALID || reply.rv == CKR_ENCRYPTED_DATA_LEN_RANGE || reply.rv == CKR_DATA_LEN_RANGE;
}

}  // namespace

// The key to be wrapped is handed over as data (C_Encrypt, C_Decrypt): the same mechanism as C_WrapKey's, without an object
// whose value would have to be read back.
Outcome NssKeyWrap::perform(const KeyWrapOperation& operation) {
  if (operation.cipher != Cipher::aes) return no_mechanism("key wrapping with " + std::string(name_of(operation.cipher)));
  if (operation.inverse) return no_mechanism("key wrapping with the inverse cipher function");
  const MechanismName& kw = token_.offers(kAesKeyWrap) ? kAesKeyWrap : kNssAesKeyWrap;
  const MechanismName& name = operation.mode == KeyWrapMode::kwp ? kAesKeyWrapKwp : kw;
  if (auto missing = token_.missing(name)) return *missing;
  const Reply key = keys_.secret(CKK_AES, operation.key, KeyUse::cipher);
  if (!key.ok()) return outcome_of(key);
  const Mechanism mechanism{name.type, nullptr, 0};  // the default initial value
  const bool wrap = operation.direction == Direction::encrypt;
  Reply reply =
      wrap ? token_.encrypt(mechanism, key.object, operation.input) : token_.decrypt(mechanism, key.object, operation.input);
  if (is_rejected(reply)) return Outcome::verified(false);
  if (!reply.ok()) return outcome_of(reply);
  return with_indicator(token_, Outcome::done(std::move(reply.data)));
}

}  // namespace fipsprobe::nss
