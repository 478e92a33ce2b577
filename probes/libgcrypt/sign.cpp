#include "probes/libgcrypt/sign.hpp"

#include "probes/libgcrypt/key_sexp.hpp"
#include "probes/libgcrypt/signature.hpp"

namespace fipsprobe::libgcrypt {
namespace {

class GcrySigner final : public Signer {
 public:
  GcrySigner(const Library& library, Digest& digest) : library_(library), digest_(digest) {}

  Outcome perform(const SignOperation& operation) override {
    if (operation.scheme == SignatureScheme::rsa_x931) return Outcome::unsupported("libgcrypt makes no X9.31 signatures");
    if (const auto* const rsa = std::get_if<RsaPrivateKey>(&operation.key)) {
      if (std::string why = no_algorithm(library_, "rsa"); !why.empty()) return Outcome::unsupported(std::move(why));
      return sign_with(operation, private_key(library_, *rsa), as_number(rsa->n).size());
    }
    if (const auto* const dsa = std::get_if<DsaPrivateKey>(&operation.key)) {
      if (std::string why = no_algorithm(library_, "dsa"); !why.empty()) return Outcome::unsupported(std::move(why));
      return sign_with(operation, private_key(library_, *dsa), as_number(dsa->q).size());
    }
    const auto& ec = std::get<EcPrivateKey>(operation.key);
    if (std::string why = no_curve(library_, ec.curve); !why.empty()) return Outcome::unsupported(std::move(why));
    return sign_with(operation, private_key(library_, ec, "ecdsa"), order_size(ec.curve));
  }

 private:
  Outcome sign_with(const SignOperation& operation, const OwnedSexp& key, std::size_t size) {
    if (!key) return Outcome::failed("gcry_sexp_build did not take the key");
    const SignatureForm form{operation.scheme, operation.hash, operation.salt_length};
    return sign(library_, digest_, form, operation.message, key.get(), size);
  }

  const Library& library_;
  Digest& digest_;
};

}  // namespace

std::unique_ptr<Signer> make_signer(const Library& library, Digest& digest) {
  return std::make_unique<GcrySigner>(library, digest);
}

}  // namespace fipsprobe::libgcrypt
