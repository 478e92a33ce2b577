#include "probes/nss/curves.hpp"
#include "probes/nss/public_key.hpp"
#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

// Validate asks softoken in the way that makes it look hardest at the key; it has no call that only validates.
struct Validate {
  Token& token;
  KeyStore& keys;

  // RSA: whether the token takes the key as an object.
  Outcome operator()(const RsaPublicKey& key) const {
    Attributes attributes;
    describe_public(attributes, key);
    const Reply object = keys.public_key(attributes);
    return object.ok() ? Outcome::verified(true) : outcome_of(object);
  }

  // DSA: Diffie-Hellman with the key as the peer's, which tests p and q for primality and y for the subgroup of order q
  // (SP 800-56A Rev. 3 §5.6.2.3.1). Any x serves.
  Outcome operator()(const DsaPublicKey& key) const {
    if (auto missing = token.missing(kDhDerive)) return *missing;
    const DsaPrivateKey own{.p = key.p, .q = key.q, .g = key.g, .x = {2}, .y = {}};
    const Reply object = keys.private_key(own);
    if (!object.ok()) return outcome_of(object);
    return verdict({kDhDerive.type, key.y.data(), key.y.size()}, object.object, rejects_number);
  }

  // EC: ECDH of a fresh key pair of the token with the key as the peer's: freebl then tests that the point is on the curve,
  // which for a cofactor of 1 also gives its order (SP 800-56A Rev. 3 §5.6.2.3.3, §5.6.2.3.4).
  Outcome operator()(const EcPublicKey& key) const {
    for (const MechanismName& name : {kEcKeyPairGen, kEcdh1Derive}) {
      if (auto missing = token.missing(name)) return *missing;
    }
    Attributes curve;
    curve.bytes(CKA_EC_PARAMS, ec_parameters(key.curve));
    Attributes use;
    use.flag(CKA_TOKEN, false).flag(CKA_DERIVE, true);
    const Token::KeyPair pair = token.generate_pair({kEcKeyPairGen.type, nullptr, 0}, curve, use);
    if (pair.reply.rv == CKR_DOMAIN_PARAMS_INVALID) return no_curve(pair.reply, key.curve);
    if (!pair.reply.ok()) return outcome_of(pair.reply);
    const TokenKey private_half(token, pair.private_key);
    const TokenKey public_half(token, pair.public_key);
    const Bytes point = plain_point(key.curve, key.x, key.y);
    const EcdhParameters parameters{CKD_NULL, 0, nullptr, point.size(), point.data()};
    return verdict({kEcdh1Derive.type, &parameters, sizeof parameters}, private_half.handle(), rejects_point);
  }

 private:
  Outcome verdict(const Mechanism& mechanism, Handle own, bool (*rejects)(const Reply&)) const {
    Attributes wanted;
    wanted.number(CKA_CLASS, CKO_SECRET_KEY).number(CKA_KEY_TYPE, CKK_GENERIC_SECRET).flag(CKA_TOKEN, false);
    const Reply secret = token.derive(mechanism, own, wanted);
    if (rejects(secret)) return Outcome::verified(false);
    if (!secret.ok()) return outcome_of(secret);
    token.destroy(secret.object);
    return Outcome::verified(true);
  }
};

}  // namespace

Outcome NssKeyValidator::perform(const KeyValidationOperation& operation) {
  return std::visit(Validate{token_, keys_}, operation.key);
}

}  // namespace fipsprobe::nss
