#include "probes/nss/cipher_parameter.hpp"
#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
Outcome NssCipher::perform(const CipherOperation& operation) {
  const CipherMechanism* const row = mechanism_of(operation.cipher, operation.mode);
  if (row == nullptr) {
    return no_mechanism(std::string(name_of(operation.cipher)) + "-" + std::string(name_of(operation.mode)));
  }
  if (operation.bits % 8 != 0) return no_mechanism("a message that ends inside a byte");
  if (auto missing = token_.missing(row->mechanism)) return *missing;
  CipherParameter parameter;
  const std::optional<Mechanism> mechanism = with_parameter(row->mechanism.type, operation, parameter);
  if (!mechanism) return Outcome::failed("the IV has " + std::to_string(operation.iv.size()) + " bytes");
  const Reply key = keys_.secret(key_type_of(*row, operation), operation.key, KeyUse::cipher);
  if (!key.ok()) return outcome_of(key);
  Reply reply = operation.direction == Direction::encrypt ? token_.encrypt(*mechanism, key.object, operation.input)
                                                          : token_.decrypt(*mechanism, key.object, operation.input);
  if (!reply.ok()) return outcome_of(reply);
  return with_indicator(token_, Outcome::done(std::move(reply.data)));
}

}  // namespace fipsprobe::nss
