#include "probes/nss/public_key.hpp"

#include "probes/nss/curves.hpp"

namespace fipsprobe::nss {
namespace {

class Describe {
 public:
  explicit Describe(Attributes& attributes) : to_(attributes) {}

  void operator()(const RsaPublicKey& key) const {
    head(CKK_RSA);
    to_.bytes(CKA_MODULUS, key.n).bytes(CKA_PUBLIC_EXPONENT, key.e);
  }
  void operator()(const DsaPublicKey& key) const {
    head(CKK_DSA);
    to_.bytes(CKA_PRIME, key.p).bytes(CKA_SUBPRIME, key.q).bytes(CKA_BASE, key.g).bytes(CKA_VALUE, key.y);
  }
  void operator()(const EcPublicKey& key) const {
    head(CKK_EC);
    to_.bytes(CKA_EC_PARAMS, ec_parameters(key.curve)).bytes(CKA_EC_POINT, ec_point(key.curve, key.x, key.y));
  }

 private:
  void head(Ulong key_type) const {
    to_.number(CKA_CLASS, CKO_PUBLIC_KEY).number(CKA_KEY_TYPE, key_type).flag(CKA_TOKEN, false).flag(CKA_VERIFY, true);
  }

  Attributes& to_;
};

}  // namespace

void describe_public(Attributes& to, const PublicKey& key) { std::visit(Describe(to), key); }

}  // namespace fipsprobe::nss
