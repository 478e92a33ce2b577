#include "probes/gnutls/sign.hpp"

#include "probes/gnutls/der.hpp"
#include "probes/gnutls/keys.hpp"
#include "probes/gnutls/signature.hpp"

namespace fipsprobe::gnutls {
namespace {

std::size_t number_size(const PrivateKey& key) {
  if (const auto* const rsa = std::get_if<RsaPrivateKey>(&key)) return as_number(rsa->n).size();
  if (const auto* const dsa = std::get_if<DsaPrivateKey>(&key)) return as_number(dsa->q).size();
  return order_size(std::get<EcPrivateKey>(key).curve);
}

class TlsSigner final : public Signer {
 public:
  explicit TlsSigner(const Library& library) : library_(library) {}

  Outcome perform(const SignOperation& operation) override {
    if (operation.scheme == SignatureScheme::rsa_x931) return Outcome::unsupported("GnuTLS makes no X9.31 signatures");
    const Loaded<OwnedPrivateKey> key = load_private(library_, operation.key);
    if (!key) return no_key(library_, key);
    const SignatureForm form{operation.scheme, operation.hash, operation.salt_length};
    return sign(library_, key.key.get(), form, operation.message, number_size(operation.key));
  }

 private:
  const Library& library_;
};

}  // namespace

std::unique_ptr<Signer> make_signer(const Library& library) { return std::make_unique<TlsSigner>(library); }

}  // namespace fipsprobe::gnutls
