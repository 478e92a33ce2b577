#include "probes/gnutls/verify.hpp"

#include "probes/gnutls/algorithms.hpp"
#include "probes/gnutls/der.hpp"
#include "probes/gnutls/keys.hpp"

namespace fipsprobe::gnutls {
namespace {

// What GnuTLS answers for a signature that is not the key's, a malformed one, or a key that is none.
bool is_rejection(int code) {
  const bool is_bad_der = code <= kAsn1First && code >= kAsn1Last;
  return is_bad_der || code == kSignatureVerifyFailed || is_bad_key(code);
}

class TlsVerifier final : public Verifier {
 public:
  explicit TlsVerifier(const Library& library) : library_(library) {}

  Outcome perform(const VerifyOperation& operation) override {
    const int number = sign_number(operation.scheme, operation.hash);
    if (number == 0) return Outcome::unsupported("GnuTLS has no such signature algorithm");
    if (operation.mgf_hash && *operation.mgf_hash != operation.hash)
      return Outcome::unsupported("GnuTLS's MGF1 uses the hash of the message");
    const Loaded<OwnedPublicKey> key = load_public(library_, operation.key);
    if (!key) return is_rejection(key.answer.code) ? judge(key.answer) : no_key(library_, key);
    if (operation.scheme == SignatureScheme::rsa_pss) {
      if (library_.pubkey_set_spki == nullptr)
        return Outcome::unsupported("no PSS: this version has no gnutls_pubkey_set_spki");
      const Loaded<OwnedSpki> spki = pss_spki(library_, operation.hash, operation.salt_length);
      if (!spki) return no_key(library_, spki);
      const int code = library_.pubkey_set_spki(key.key.get(), spki.key.get(), 0);
      if (code < 0) return judge({"gnutls_pubkey_set_spki", code});
    }
    const bool is_pair = !std::holds_alternative<RsaPublicKey>(operation.key);
    const Bytes signature =
        is_pair && operation.encoding == SignatureEncoding::raw ? der_of(operation.signature) : operation.signature;
    const Datum data = datum_of(operation.message), signed_by = datum_of(signature);
    return judge(
        {"gnutls_pubkey_verify_data2", library_.pubkey_verify_data2(key.key.get(), number, kAllowBroken, &data, &signed_by)});
  }

 private:
  Outcome judge(const Answer& answer) const {
    if (answer.code >= 0) return Outcome::verified(true);
    if (!is_rejection(answer.code)) return library_.declined(answer.call, answer.code);
    Outcome outcome = Outcome::verified(false);
    if (answer.code != kSignatureVerifyFailed) outcome.reason = library_.text_of(answer.call, answer.code);
    return outcome;
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<Verifier> make_verifier(const Library& library) { return std::make_unique<TlsVerifier>(library); }

}  // namespace fipsprobe::gnutls
