#include "probes/nss/curves.hpp"
#include "probes/nss/services.hpp"

namespace fipsprobe::nss {

// The point is given as it is, not in an OCTET STRING. Freebl validates it (SP 800-56A Rev. 3 §5.6.2.3.4).
Outcome NssEcdh::perform(const EcdhOperation& operation) {
  if (auto missing = token_.missing(kEcdh1Derive)) return *missing;
  const Reply key = keys_.private_key(operation.key);
  if (!key.ok()) return without_private_key(key, operation.key);
  const Bytes point = plain_point(operation.peer.curve, operation.peer.x, operation.peer.y);
  const EcdhParameters parameters{CKD_NULL, 0, nullptr, point.size(), point.data()};
  const std::size_t length = field_size(operation.key.curve);
  Attributes wanted;
  describe_output(wanted, length);
  const Reply made = token_.derive({kEcdh1Derive.type, &parameters, sizeof parameters}, key.object, wanted);
  return rejects_point(made) ? Outcome::verified(false) : value_outcome(token_, keys_, made, length);
}

// A DH private key cannot be unwrapped (sftk_unwrapPrivateKey knows RSA, DSA and EC), but CKM_DH_PKCS_DERIVE takes p, q and x
// of a DSA private key, which can.
Outcome NssFfdh::perform(const FfdhOperation& operation) {
  if (auto missing = token_.missing(kDhDerive)) return *missing;
  const Reply key = keys_.private_key(operation.key);
  if (!key.ok()) return without_private_key(key, operation.key);
  const std::size_t length = operation.key.p.size();
  Attributes wanted;
  describe_output(wanted, length);
  const Reply made = token_.derive({kDhDerive.type, operation.peer.data(), operation.peer.size()}, key.object, wanted);
  return rejects_number(made) ? Outcome::verified(false) : value_outcome(token_, keys_, made, length);
}

}  // namespace fipsprobe::nss
