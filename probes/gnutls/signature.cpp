#include "probes/gnutls/signature.hpp"

#include "probes/gnutls/algorithms.hpp"
#include "probes/gnutls/der.hpp"
#include "probes/gnutls/keys.hpp"

namespace fipsprobe::gnutls {
namespace {

// sign_data asks for the signature; versions before 3.6 take the hash's number in place of the signature algorithm's.
Answer sign_data(const Library& library, PrivateKeyHandle key, const SignatureForm& form, const Datum& data, Datum* signature) {
  if (library.privkey_sign_data2 == nullptr) {
    return {"gnutls_privkey_sign_data", library.privkey_sign_data(key, digest_number(form.hash), 0, &data, signature)};
  }
  const unsigned flags = form.scheme == SignatureScheme::rsa_pss && form.salt_length == 0 ? kReproducible : 0;
  return {"gnutls_privkey_sign_data2",
          library.privkey_sign_data2(key, sign_number(form.scheme, form.hash), flags, &data, signature)};
}

}  // namespace

Outcome sign(const Library& library, PrivateKeyHandle key, const SignatureForm& form, const Bytes& message, std::size_t size) {
  if (sign_number(form.scheme, form.hash) == 0) return Outcome::unsupported("GnuTLS has no such signature algorithm");
  if (form.scheme == SignatureScheme::rsa_pss) {
    // It makes a shorter salt as long as the hash (measured on 3.7.9).
    if (form.salt_length != 0 && form.salt_length < digest_size(form.hash))
      return Outcome::unsupported("GnuTLS signs PSS without a salt, or with one at least as long as the hash");
    const Loaded<OwnedSpki> spki = pss_spki(library, form.hash, form.salt_length);
    if (!spki) return no_key(library, spki);
    const int code = library.privkey_set_spki(key, spki.key.get(), 0);
    if (code < 0) return library.declined("gnutls_privkey_set_spki", code);
  }
  const Datum data = datum_of(message);
  OwnedDatum signature(library);
  const Answer answer = sign_data(library, key, form, data, signature.get());
  if (answer.code < 0) return library.declined(answer.call, answer.code);
  if (form.scheme != SignatureScheme::dsa && form.scheme != SignatureScheme::ecdsa) return Outcome::done(signature.bytes());
  std::optional<Bytes> raw = raw_of(signature.bytes(), size);
  return raw ? Outcome::done(std::move(*raw)) : Outcome::failed(std::string(answer.call) + " gave no pair of numbers in DER");
}

}  // namespace fipsprobe::gnutls
