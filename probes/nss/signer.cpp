#include "probes/nss/services.hpp"
#include "probes/nss/signature_mechanism.hpp"

namespace fipsprobe::nss {

Outcome NssSigner::perform(const SignOperation& operation) {
  const auto found =
      signature_mechanism(token_, {.scheme = operation.scheme, .hash = operation.hash, .salt_length = operation.salt_length});
  const auto* const mechanism = std::get_if<SignatureMechanism>(&found);
  if (mechanism == nullptr) return std::get<Outcome>(found);
  const Reply key = keys_.private_key(operation.key);
  if (!key.ok()) return without_private_key(key, operation.key);
  return sign_with(token_, *mechanism, key.object, operation.message);
}

}  // namespace fipsprobe::nss
