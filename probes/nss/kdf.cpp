#include "probes/nss/kdf.hpp"

namespace fipsprobe::nss {
namespace {

struct Derive {
  const KdfRequest& request;

  Outcome operator()(const KbkdfParameters& parameters) const { return derive_kbkdf(request, parameters); }
  Outcome operator()(const TlsPrfParameters& parameters) const { return derive_tls_prf(request, parameters); }
  Outcome operator()(const IkeParameters& parameters) const { return derive_ike(request, parameters); }
  Outcome operator()(const Pbkdf2Parameters& parameters) const { return derive_pbkdf2(request, parameters); }
  Outcome operator()(const HkdfParameters& parameters) const { return derive_hkdf(request, parameters); }
  Outcome operator()(const SshKdfParameters&) const { return no_mechanism("the key derivation of SSH"); }
  Outcome operator()(const X942KdfParameters&) const { return no_mechanism("X9.42 key derivation from a given secret"); }
  Outcome operator()(const X963KdfParameters&) const {
    return no_mechanism("X9.63 key derivation from a given secret, only within CKM_ECDH1_DERIVE");
  }
};

}  // namespace

Outcome NssKdf::perform(const KdfOperation& operation) {
  const KdfRequest request{.token = token_, .keys = keys_, .length = operation.length};
  return std::visit(Derive{request}, operation.parameters);
}

Outcome derive_from(const KdfRequest& request, const Bytes& key, const Mechanism& mechanism) {
  const Reply base = request.keys.secret(CKK_GENERIC_SECRET, key, KeyUse::derive);
  if (!base.ok()) return outcome_of(base);
  return derived(request.token, request.keys, mechanism, base.object, request.length);
}

}  // namespace fipsprobe::nss
