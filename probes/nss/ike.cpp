#include "probes/nss/kdf.hpp"

namespace fipsprobe::nss {
namespace {

// The structures are those of pkcs11n.h.
struct PrfParameters {  // CK_NSS_IKE_PRF_DERIVE_PARAMS
  Ulong prf;
  Byte data_as_key;  // the nonces are the key, the token's key is the data
  Byte rekey;
  const Byte* ni;
  Ulong ni_length;
  const Byte* nr;
  Ulong nr_length;
  Handle new_key;  // rekey: g^ir
};

struct Ike1Parameters {  // CK_NSS_IKE1_PRF_DERIVE_PARAMS
  Ulong prf;
  Byte has_previous;
  Handle g_xy;
  Handle previous;
  const Byte* ci;
  Ulong ci_length;
  const Byte* cr;
  Ulong cr_length;
  Byte number;
};

struct PrfPlusParameters {  // CK_NSS_IKE_PRF_PLUS_DERIVE_PARAMS
  Ulong prf;
  Byte has_seed_key;
  Handle seed_key;
  const Byte* seed;
  Ulong seed_length;
};

using Step = IkeParameters::Step;

// Secrets imports what a step needs beside its base key, and destroys it at the end.
class Secrets {
 public:
  explicit Secrets(const KdfRequest& request) : request_(request) {}
  ~Secrets() {
    for (const Handle handle : handles_) request_.token.destroy(handle);
  }
  Secrets(const Secrets&) = delete;
  Secrets& operator=(const Secrets&) = delete;

  // add returns the handle; 0 for a secret that the token does not take, and failed() then holds its reply.
  Handle add(const Bytes& value) {
    const Reply reply = request_.keys.import_secret(CKK_GENERIC_SECRET, value, KeyUse::derive);
    if (!reply.ok()) failed_ = reply;
    if (reply.ok()) handles_.push_back(reply.object);
    return reply.object;
  }
  const Reply& failed() const { return failed_; }  // ok(): none

 private:
  const KdfRequest& request_;
  std::vector<Handle> handles_;
  Reply failed_;
};

// skeyid: SKEYID of IKEv1, SKEYSEED of IKEv2.
Outcome skeyid(const KdfRequest& request, const IkeParameters& from, Ulong prf) {
  if (auto missing = request.token.missing(kNssIkePrf)) return *missing;
  const bool data_as_key = from.step == Step::v1_skeyid_signature || from.step == Step::v2_skeyseed;
  const bool rekey = from.step == Step::v2_skeyseed_rekey;
  Secrets secrets(request);
  const Handle new_key = rekey ? secrets.add(from.shared_secret) : 0;
  if (!secrets.failed().ok()) return outcome_of(secrets.failed());
  const PrfParameters parameters{prf,
                                 static_cast<Byte>(data_as_key),
                                 static_cast<Byte>(rekey),
                                 from.ni.data(),
                                 from.ni.size(),
                                 from.nr.data(),
                                 from.nr.size(),
                                 new_key};
  return derive_from(request, data_as_key ? from.shared_secret : from.key, {kNssIkePrf.type, &parameters, sizeof parameters});
}

// skeyid_part: SKEYID_d, SKEYID_a and SKEYID_e, which have the numbers 0, 1 and 2.
Outcome skeyid_part(const KdfRequest& request, const IkeParameters& from, Ulong prf, Byte number) {
  if (auto missing = request.token.missing(kNssIke1Prf)) return *missing;
  const bool has_previous = number > 0;
  Secrets secrets(request);
  const Handle g_xy = secrets.add(from.shared_secret);
  const Handle previous = has_previous ? secrets.add(from.previous) : 0;
  if (!secrets.failed().ok()) return outcome_of(secrets.failed());
  const Ike1Parameters parameters{
      prf,   static_cast<Byte>(has_previous), g_xy, previous, from.ci.data(), from.ci.size(), from.cr.data(), from.cr.size(),
      number};
  return derive_from(request, from.key, {kNssIke1Prf.type, &parameters, sizeof parameters});
}

Outcome prf_plus(const KdfRequest& request, const IkeParameters& from, Ulong prf) {
  if (auto missing = request.token.missing(kNssIkePrfPlus)) return *missing;
  Bytes seed;
  for (const Bytes* const part : {&from.ni, &from.nr, &from.ci, &from.cr}) seed.insert(seed.end(), part->begin(), part->end());
  const bool has_seed_key = !from.shared_secret.empty();
  Secrets secrets(request);
  const Handle seed_key = has_seed_key ? secrets.add(from.shared_secret) : 0;
  if (!secrets.failed().ok()) return outcome_of(secrets.failed());
  const PrfPlusParameters parameters{prf, static_cast<Byte>(has_seed_key), seed_key, seed.data(), seed.size()};
  return derive_from(request, from.key, {kNssIkePrfPlus.type, &parameters, sizeof parameters});
}

}  // namespace

Outcome derive_ike(const KdfRequest& request, const IkeParameters& from) {
  const HashMechanisms* const hash = mechanisms_of(from.hash);
  if (hash == nullptr || !hash->hmac) return no_mechanism("IKE with " + std::string(name_of(from.hash)));
  if (auto missing = request.token.missing(*hash->hmac)) return *missing;
  const Ulong prf = hash->hmac->type;
  switch (from.step) {
    case Step::v1_skeyid_d: return skeyid_part(request, from, prf, 0);
    case Step::v1_skeyid_a: return skeyid_part(request, from, prf, 1);
    case Step::v1_skeyid_e: return skeyid_part(request, from, prf, 2);
    case Step::v2_prf_plus: return prf_plus(request, from, prf);
    case Step::v1_skeyid_signature:
    case Step::v1_skeyid_psk:
    case Step::v2_skeyseed:
    case Step::v2_skeyseed_rekey: break;
  }
  return skeyid(request, from, prf);
}

}  // namespace fipsprobe::nss
