#include "probes/gnutls/key_generation.hpp"

#include "probes/gnutls/algorithms.hpp"
#include "probes/gnutls/der.hpp"
#include "probes/gnutls/keys.hpp"
#include "probes/gnutls/signature.hpp"

namespace fipsprobe::gnutls {
namespace {

// Fresh is the public half of a new pair, and the bytes of its modulus or group order; or the call that did not give it.
struct Fresh {
  PublicKey key;
  std::size_t size = 0;
  Answer answer;
};

Fresh fresh_rsa(const Library& library, PublicKeyHandle handle) {
  OwnedDatum n(library), e(library);
  const int code = library.pubkey_export_rsa_raw(handle, n.get(), e.get());
  RsaPublicKey key{as_number(n.bytes()), as_number(e.bytes())};
  const std::size_t size = key.n.size();
  return {std::move(key), size, {"gnutls_pubkey_export_rsa_raw", code}};
}

Fresh fresh_dsa(const Library& library, PublicKeyHandle handle) {
  OwnedDatum p(library), q(library), g(library), y(library);
  const int code = library.pubkey_export_dsa_raw(handle, p.get(), q.get(), g.get(), y.get());
  DsaPublicKey key{as_number(p.bytes()), as_number(q.bytes()), as_number(g.bytes()), as_number(y.bytes())};
  const std::size_t size = key.q.size();
  return {std::move(key), size, {"gnutls_pubkey_export_dsa_raw", code}};
}

Fresh fresh_ec(const Library& library, PublicKeyHandle handle, Curve curve) {
  OwnedDatum x(library), y(library);
  int number = 0;
  const int code = library.pubkey_export_ecc_raw(handle, &number, x.get(), y.get());
  const std::size_t size = field_size(curve);
  return {EcPublicKey{curve, padded(as_number(x.bytes()), size), padded(as_number(y.bytes()), size)},
          order_size(curve),
          {"gnutls_pubkey_export_ecc_raw", code}};
}

Fresh fresh_key(const Library& library, PrivateKeyHandle pair, const KeyGenerationOperation& operation) {
  PublicKeyHandle created = nullptr;
  if (const int code = library.pubkey_init(&created); code < 0) return {{}, 0, {"gnutls_pubkey_init", code}};
  const OwnedPublicKey handle(created, PublicKeyDeinit{&library});
  if (const int code = library.pubkey_import_privkey(handle.get(), pair, 0, 0); code < 0)
    return {{}, 0, {"gnutls_pubkey_import_privkey", code}};
  if (operation.scheme == SignatureScheme::ecdsa) return fresh_ec(library, handle.get(), operation.curve);
  if (operation.scheme == SignatureScheme::dsa) return fresh_dsa(library, handle.get());
  return fresh_rsa(library, handle.get());
}

class TlsKeyGenerator final : public KeyGenerator {
 public:
  explicit TlsKeyGenerator(const Library& library) : library_(library) {}

  Outcome perform(const KeyGenerationOperation& operation) override {
    const auto bits = static_cast<unsigned>(operation.bits);
    switch (operation.scheme) {
      case SignatureScheme::rsa_pkcs1:
      case SignatureScheme::rsa_pss: return generate(operation, kPkRsa, bits);
      case SignatureScheme::rsa_x931: return Outcome::unsupported("GnuTLS makes no X9.31 signatures");
      case SignatureScheme::dsa: return generate(operation, kPkDsa, bits);
      case SignatureScheme::ecdsa: break;
    }
    if (curve_number(operation.curve) == 0) return Outcome::unsupported("GnuTLS has no such curve");
    return generate(operation, kPkEc, curve_bits(library_, operation.curve));
  }

 private:
  Outcome generate(const KeyGenerationOperation& operation, int algorithm, unsigned bits) {
    const Loaded<OwnedPrivateKey> pair = new_private(library_);
    if (!pair) return no_key(library_, pair);
    if (const int code = library_.privkey_generate(pair.key.get(), algorithm, bits, 0); code < 0)
      return library_.declined("gnutls_privkey_generate", code);
    Fresh fresh = fresh_key(library_, pair.key.get(), operation);
    if (fresh.answer.code < 0) return library_.declined(fresh.answer.call, fresh.answer.code);
    const SignatureForm form{operation.scheme, operation.hash, operation.salt_length};
    Outcome signature = sign(library_, pair.key.get(), form, operation.message, fresh.size);
    if (signature.kind != OutcomeKind::ok) return signature;
    return Outcome::generated(std::move(fresh.key), std::move(signature.output));
  }

  const Library& library_;
};

}  // namespace

unsigned curve_bits(const Library& library, Curve curve) {
  if (library.is_before_3_4()) return curve == Curve::p521 ? 521U : static_cast<unsigned>(field_size(curve) * 8);
  return (1U << 31) | static_cast<unsigned>(curve_number(curve));
}

std::unique_ptr<KeyGenerator> make_key_generator(const Library& library) { return std::make_unique<TlsKeyGenerator>(library); }

}  // namespace fipsprobe::gnutls
