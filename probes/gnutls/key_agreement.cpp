#include "probes/gnutls/key_agreement.hpp"

#include "probes/gnutls/der.hpp"
#include "probes/gnutls/keys.hpp"

namespace fipsprobe::gnutls {
namespace {

Outcome rejected(const Library& library, Answer answer) {
  Outcome outcome = Outcome::verified(false);
  outcome.reason = library.text_of(answer.call, answer.code);
  return outcome;
}

// derive gives the shared secret as a number of `size` bytes: the library takes off its leading zeros, or puts one before it.
Outcome derive(const Library& library, PrivateKeyHandle own, PublicKeyHandle peer, std::size_t size) {
  OwnedDatum secret(library);
  const int code = library.privkey_derive_secret(own, peer, nullptr, secret.get(), 0);
  if (is_bad_key(code)) return rejected(library, {"gnutls_privkey_derive_secret", code});
  if (code < 0) return library.declined("gnutls_privkey_derive_secret", code);
  return Outcome::done(padded(as_number(secret.bytes()), size));
}

class TlsEcdh final : public Ecdh {
 public:
  explicit TlsEcdh(const Library& library) : library_(library) {}

  Outcome perform(const EcdhOperation& operation) override {
    if (library_.privkey_derive_secret == nullptr)
      return Outcome::unsupported("no gnutls_privkey_derive_secret in this version: it came with 3.8.2");
    const Loaded<OwnedPrivateKey> own = load_private(library_, operation.key);
    if (!own) return no_key(library_, own);
    const Loaded<OwnedPublicKey> peer = load_public(library_, operation.peer);
    if (!peer) return is_bad_key(peer.answer.code) ? rejected(library_, peer.answer) : no_key(library_, peer);
    return derive(library_, own.key.get(), peer.key.get(), field_size(operation.key.curve));
  }

 private:
  const Library& library_;
};

class TlsFfdh final : public Ffdh {
 public:
  explicit TlsFfdh(const Library& library) : library_(library) {}

  Outcome perform(const FfdhOperation& operation) override {
    if (library_.privkey_derive_secret == nullptr || library_.privkey_import_dh_raw == nullptr)
      return Outcome::unsupported("no gnutls_privkey_import_dh_raw in this version: it came with 3.8.4");
    DhParametersHandle created = nullptr;
    if (const int code = library_.dh_params_init(&created); code < 0) return library_.declined("gnutls_dh_params_init", code);
    const OwnedDhParameters parameters(created, DhParametersDeinit{&library_});
    const Datum p = datum_of(operation.key.p), q = datum_of(operation.key.q), g = datum_of(operation.key.g);
    const int code = library_.dh_params_import_raw3(parameters.get(), &p, q.size == 0 ? nullptr : &q, &g);
    if (code < 0) return library_.declined("gnutls_dh_params_import_raw3", code);
    return agree(operation, parameters.get());
  }

 private:
  Outcome agree(const FfdhOperation& operation, DhParametersHandle parameters) const {
    const Loaded<OwnedPrivateKey> own = new_private(library_);
    if (!own) return no_key(library_, own);
    const Datum x = datum_of(operation.key.x), y = datum_of(operation.peer);
    int code = library_.privkey_import_dh_raw(own.key.get(), parameters, nullptr, &x);
    if (code < 0) return library_.declined("gnutls_privkey_import_dh_raw", code);
    PublicKeyHandle created = nullptr;
    code = library_.pubkey_init(&created);
    if (code < 0) return library_.declined("gnutls_pubkey_init", code);
    const OwnedPublicKey peer(created, PublicKeyDeinit{&library_});
    code = library_.pubkey_import_dh_raw(peer.get(), parameters, &y);
    if (is_bad_key(code)) return rejected(library_, {"gnutls_pubkey_import_dh_raw", code});
    if (code < 0) return library_.declined("gnutls_pubkey_import_dh_raw", code);
    return derive(library_, own.key.get(), peer.get(), as_number(operation.key.p).size());
  }

  const Library& library_;
};

}  // namespace

std::unique_ptr<Ecdh> make_ecdh(const Library& library) { return std::make_unique<TlsEcdh>(library); }
std::unique_ptr<Ffdh> make_ffdh(const Library& library) { return std::make_unique<TlsFfdh>(library); }

}  // namespace fipsprobe::gnutls
