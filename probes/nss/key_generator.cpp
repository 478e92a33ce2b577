#include "probes/nss/key_generator.hpp"

#include <array>

#include "probes/nss/curves.hpp"
#include "probes/nss/services.hpp"
#include "probes/nss/signature_mechanism.hpp"

namespace fipsprobe::nss {
namespace {

// The public exponent 2^16 + 1, the smallest that FIPS 186-4 §B.3.1 allows.
constexpr std::array<Byte, 3> kPublicExponent = {0x01, 0x00, 0x01};

// Readings reads attributes of one object and keeps the first reply that failed.
class Readings {
 public:
  Readings(Token& token, Handle object) : token_(token), object_(object) {}

  Bytes get(Ulong attribute) {
    Reply reply = token_.read(object_, attribute);
    if (!reply.ok() && failed_.ok()) failed_ = reply;
    return std::move(reply.data);
  }
  const Reply& failed() const { return failed_; }  // ok(): none

 private:
  Token& token_;
  Handle object_;
  Reply failed_;
};

// public_half reads the public key of a fresh pair; nullopt where the point of a curve has no form that is known here.
std::optional<PublicKey> public_half(Readings& from, const KeyGenerationOperation& operation) {
  switch (operation.scheme) {
    case SignatureScheme::ecdsa: return public_key_of(operation.curve, from.get(CKA_EC_POINT));
    case SignatureScheme::dsa:
      return DsaPublicKey{from.get(CKA_PRIME), from.get(CKA_SUBPRIME), from.get(CKA_BASE), from.get(CKA_VALUE)};
    case SignatureScheme::rsa_pkcs1:
    case SignatureScheme::rsa_pss:
    case SignatureScheme::rsa_x931: return RsaPublicKey{from.get(CKA_MODULUS), from.get(CKA_PUBLIC_EXPONENT)};
  }
  return std::nullopt;
}

// fill_dsa_parameters has domain parameters p, q, g made by the token (Mech §2.2.4) and puts them into the template. 2048 bits
// take several seconds.
Reply fill_dsa_parameters(Token& token, std::size_t bits, Attributes& wanted) {
  Attributes size;
  size.number(CKA_PRIME_BITS, bits).flag(CKA_TOKEN, false);
  Reply parameters = token.generate({kDsaParameterGen.type, nullptr, 0}, size);
  if (!parameters.ok()) return parameters;
  const TokenKey owned(token, parameters.object);
  Readings readings(token, parameters.object);
  for (const Ulong attribute : {CKA_PRIME, CKA_SUBPRIME, CKA_BASE}) wanted.bytes(attribute, readings.get(attribute));
  return readings.failed();
}

}  // namespace

const MechanismName& generation_of(SignatureScheme scheme) {
  if (scheme == SignatureScheme::dsa) return kDsaKeyPairGen;
  return scheme == SignatureScheme::ecdsa ? kEcKeyPairGen : kRsaKeyPairGen;
}

Reply describe_pair(Token& token, const KeyGenerationOperation& operation, Attributes& wanted) {
  switch (operation.scheme) {
    case SignatureScheme::dsa: return fill_dsa_parameters(token, operation.bits, wanted);
    case SignatureScheme::ecdsa: wanted.bytes(CKA_EC_PARAMS, ec_parameters(operation.curve)); break;
    case SignatureScheme::rsa_pkcs1:
    case SignatureScheme::rsa_pss:
    case SignatureScheme::rsa_x931:
      wanted.number(CKA_MODULUS_BITS, operation.bits).bytes(CKA_PUBLIC_EXPONENT, kPublicExponent);
      break;
  }
  return {};
}

Outcome NssKeyGenerator::perform(const KeyGenerationOperation& operation) {
  const MechanismName& generation = generation_of(operation.scheme);
  if (auto missing = token_.missing(generation)) return *missing;
  const bool dsa = operation.scheme == SignatureScheme::dsa;
  if (auto missing = dsa ? token_.missing(kDsaParameterGen) : std::nullopt) return *missing;
  const auto found =
      signature_mechanism(token_, {.scheme = operation.scheme, .hash = operation.hash, .salt_length = operation.salt_length});
  const auto* const mechanism = std::get_if<SignatureMechanism>(&found);
  if (mechanism == nullptr) return std::get<Outcome>(found);
  Attributes wanted;
  const Reply filled = describe_pair(token_, operation, wanted);
  if (!filled.ok()) return outcome_of(filled);
  Attributes use;
  use.flag(CKA_TOKEN, false).flag(CKA_SIGN, true);
  const Token::KeyPair pair = token_.generate_pair({generation.type, nullptr, 0}, wanted, use);
  const bool no_such_curve = pair.reply.rv == CKR_DOMAIN_PARAMS_INVALID && operation.scheme == SignatureScheme::ecdsa;
  if (no_such_curve) return no_curve(pair.reply, operation.curve);
  if (!pair.reply.ok()) return outcome_of(pair.reply);
  return sign_and_tell(operation, pair, *mechanism);
}

// sign_and_tell signs with the fresh pair, reads its public half and destroys it. Softoken itself signs and verifies once with
// a pair that may sign (FIPS 140-2 §4.9.2), and answers with an error when that fails.
Outcome NssKeyGenerator::sign_and_tell(const KeyGenerationOperation& operation, const Token::KeyPair& pair,
                                       const SignatureMechanism& mechanism) {
  const TokenKey private_key(token_, pair.private_key);
  const TokenKey public_key(token_, pair.public_key);
  Outcome outcome = sign_with(token_, mechanism, private_key.handle(), operation.message);
  if (outcome.kind != OutcomeKind::ok) return outcome;
  Readings readings(token_, public_key.handle());
  outcome.public_key = public_half(readings, operation);
  if (!readings.failed().ok()) return outcome_of(readings.failed());
  return outcome.public_key ? outcome : Outcome::failed("CKA_EC_POINT is no uncompressed point of the curve");
}

}  // namespace fipsprobe::nss
