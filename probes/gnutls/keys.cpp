#include "probes/gnutls/keys.hpp"

#include <algorithm>
#include <array>

#include "probes/gnutls/algorithms.hpp"

namespace fipsprobe::gnutls {
namespace {

template <class Owned>
Loaded<Owned> not_taken(std::string why) {
  return {nullptr, {}, std::move(why)};
}

// imported gives the key, unless its import failed.
template <class Owned>
Loaded<Owned> imported(Loaded<Owned> loaded, Answer answer) {
  if (answer.code < 0) return {nullptr, answer, {}};
  return loaded;
}

// optional is null for a number that a file does not give.
const Datum* optional(const Datum& datum) { return datum.size == 0 ? nullptr : &datum; }

Loaded<OwnedPublicKey> new_public(const Library& library) {
  PublicKeyHandle created = nullptr;
  if (const int code = library.pubkey_init(&created); code < 0) return {nullptr, {"gnutls_pubkey_init", code}, {}};
  return {OwnedPublicKey(created, PublicKeyDeinit{&library}), {}, {}};
}

Answer import_rsa(const Library& library, PrivateKeyHandle handle, const RsaPrivateKey& key) {
  const Datum n = datum_of(key.n), e = datum_of(key.e), d = datum_of(key.d), p = datum_of(key.p), q = datum_of(key.q),
              u = datum_of(key.qinv), dp = datum_of(key.dp), dq = datum_of(key.dq);
  return {"gnutls_privkey_import_rsa_raw",
          library.privkey_import_rsa_raw(handle, &n, &e, optional(d), &p, &q, optional(u), optional(dp), optional(dq))};
}

Answer import_dsa(const Library& library, PrivateKeyHandle handle, const DsaPrivateKey& key) {
  const Datum p = datum_of(key.p), q = datum_of(key.q), g = datum_of(key.g), y = datum_of(key.y), x = datum_of(key.x);
  return {"gnutls_privkey_import_dsa_raw", library.privkey_import_dsa_raw(handle, &p, &q, &g, &y, &x)};
}

Answer import_ec(const Library& library, PrivateKeyHandle handle, const EcPrivateKey& key) {
  const Datum x = datum_of(key.x), y = datum_of(key.y), d = datum_of(key.d);
  return {"gnutls_privkey_import_ecc_raw", library.privkey_import_ecc_raw(handle, curve_number(key.curve), &x, &y, &d)};
}

}  // namespace

bool is_bad_key(int code) {
  static constexpr std::array kBad = {kReceivedIllegalParameter, kIllegalParameter, kMpiScanFailed, kInvalidPublicKey,
                                      kInvalidPublicKeyParameters};
  return std::ranges::find(kBad, code) != kBad.end();
}

Loaded<OwnedPublicKey> load_public(const Library& library, const PublicKey& key) {
  const auto* const ec = std::get_if<EcPublicKey>(&key);
  if (ec != nullptr && curve_number(ec->curve) == 0) return not_taken<OwnedPublicKey>("GnuTLS has no such curve");
  Loaded<OwnedPublicKey> loaded = new_public(library);
  if (!loaded) return loaded;
  const PublicKeyHandle handle = loaded.key.get();
  if (ec != nullptr) {
    const Datum x = datum_of(ec->x), y = datum_of(ec->y);
    const int code = library.pubkey_import_ecc_raw(handle, curve_number(ec->curve), &x, &y);
    return imported(std::move(loaded), {"gnutls_pubkey_import_ecc_raw", code});
  }
  if (const auto* const rsa = std::get_if<RsaPublicKey>(&key)) {
    const Datum n = datum_of(rsa->n), e = datum_of(rsa->e);
    const int code = library.pubkey_import_rsa_raw(handle, &n, &e);
    return imported(std::move(loaded), {"gnutls_pubkey_import_rsa_raw", code});
  }
  const auto& dsa = std::get<DsaPublicKey>(key);
  const Datum p = datum_of(dsa.p), q = datum_of(dsa.q), g = datum_of(dsa.g), y = datum_of(dsa.y);
  const int code = library.pubkey_import_dsa_raw(handle, &p, &q, &g, &y);
  return imported(std::move(loaded), {"gnutls_pubkey_import_dsa_raw", code});
}

Loaded<OwnedPrivateKey> new_private(const Library& library) {
  PrivateKeyHandle created = nullptr;
  if (const int code = library.privkey_init(&created); code < 0) return {nullptr, {"gnutls_privkey_init", code}, {}};
  return {OwnedPrivateKey(created, PrivateKeyDeinit{&library}), {}, {}};
}

Loaded<OwnedPrivateKey> load_private(const Library& library, const PrivateKey& key) {
  const auto* const rsa = std::get_if<RsaPrivateKey>(&key);
  const auto* const dsa = std::get_if<DsaPrivateKey>(&key);
  const auto* const ec = std::get_if<EcPrivateKey>(&key);
  if (rsa != nullptr && (rsa->p.empty() || rsa->q.empty() || rsa->d.empty()))
    return not_taken<OwnedPrivateKey>("GnuTLS takes an RSA private key only with d and its primes");
  if (dsa != nullptr && dsa->y.empty()) return not_taken<OwnedPrivateKey>("GnuTLS takes a DSA private key only with y");
  if (ec != nullptr && curve_number(ec->curve) == 0) return not_taken<OwnedPrivateKey>("GnuTLS has no such curve");
  if (ec != nullptr && (ec->x.empty() || ec->y.empty()))
    return not_taken<OwnedPrivateKey>("GnuTLS takes an EC private key only with its public point");
  Loaded<OwnedPrivateKey> loaded = new_private(library);
  if (!loaded) return loaded;
  const PrivateKeyHandle handle = loaded.key.get();
  const Answer answer = rsa != nullptr   ? import_rsa(library, handle, *rsa)
                        : dsa != nullptr ? import_dsa(library, handle, *dsa)
                                         : import_ec(library, handle, *ec);
  return imported(std::move(loaded), answer);
}

Loaded<OwnedSpki> pss_spki(const Library& library, Hash hash, std::size_t salt_length) {
  if (library.x509_spki_init == nullptr || library.x509_spki_set_rsa_pss_params == nullptr)
    return not_taken<OwnedSpki>("no PSS: this version has no gnutls_x509_spki_set_rsa_pss_params");
  SpkiHandle created = nullptr;
  if (const int code = library.x509_spki_init(&created); code < 0) return {nullptr, {"gnutls_x509_spki_init", code}, {}};
  OwnedSpki spki(created, SpkiDeinit{&library});
  library.x509_spki_set_rsa_pss_params(spki.get(), digest_number(hash), static_cast<unsigned>(salt_length));
  return {std::move(spki), {}, {}};
}

}  // namespace fipsprobe::gnutls
