#include <array>

#include "probes/nss/curves.hpp"
#include "probes/nss/services.hpp"

namespace fipsprobe::nss {
namespace {

// The public exponent 2^16 + 1, the smallest that FIPS 186-4 §B.3.1 allows.
constexpr std::array<Byte, 3> kPublicExponent = {0x01, 0x00, 0x01};

}  // namespace

Outcome NssKeyGenerator::perform(const KeyGenerationOperation& operation) {
  switch (operation.scheme) {
    case SignatureScheme::rsa_pkcs1:
    case SignatureScheme::rsa_pss:
    case SignatureScheme::rsa_x931: return rsa(operation.bits);
    case SignatureScheme::dsa: return dsa(operation.bits);
    case SignatureScheme::ecdsa: return ec(operation.curve);
  }
  return no_mechanism("keys of this scheme");
}

Outcome NssKeyGenerator::rsa(std::size_t bits) {
  Attributes wanted;
  wanted.number(CKA_MODULUS_BITS, bits).bytes(CKA_PUBLIC_EXPONENT, kPublicExponent);
  return pair(kRsaKeyPairGen, wanted);
}

// dsa first has domain parameters p, q, g made by the token (Mech §2.2.4), then a key pair with them.
Outcome NssKeyGenerator::dsa(std::size_t bits) {
  for (const MechanismName& name : {kDsaParameterGen, kDsaKeyPairGen}) {
    if (auto missing = token_.missing(name)) return *missing;
  }
  Attributes size;
  size.number(CKA_PRIME_BITS, bits).flag(CKA_TOKEN, false);
  const Reply parameters = token_.generate({kDsaParameterGen.type, nullptr, 0}, size);
  if (!parameters.ok()) return outcome_of(parameters);
  Attributes wanted;
  Reply last;
  for (const Ulong attribute : {CKA_PRIME, CKA_SUBPRIME, CKA_BASE}) {
    Reply part = token_.read(parameters.object, attribute);
    wanted.bytes(attribute, part.data);
    if (!part.ok()) last = std::move(part);
  }
  token_.destroy(parameters.object);
  return last.ok() ? pair(kDsaKeyPairGen, wanted) : outcome_of(last);
}

Outcome NssKeyGenerator::ec(Curve curve) {
  Attributes wanted;
  wanted.bytes(CKA_EC_PARAMS, ec_parameters(curve));
  if (auto missing = token_.missing(kEcKeyPairGen)) return *missing;
  const Reply made = make_pair(kEcKeyPairGen, wanted);
  if (made.rv == CKR_DOMAIN_PARAMS_INVALID) return no_curve(made, curve);
  return made.ok() ? Outcome::done({}) : outcome_of(made);
}

Outcome NssKeyGenerator::pair(const MechanismName& mechanism, const Attributes& wanted) {
  if (auto missing = token_.missing(mechanism)) return *missing;
  const Reply made = make_pair(mechanism, wanted);
  return made.ok() ? Outcome::done({}) : outcome_of(made);
}

// make_pair makes a signing key pair: softoken itself then signs and verifies once with it (FIPS 140-2 §4.9.2), and answers
// with an error when that fails. Both keys are destroyed at once.
Reply NssKeyGenerator::make_pair(const MechanismName& mechanism, const Attributes& wanted) {
  Attributes use;
  use.flag(CKA_TOKEN, false).flag(CKA_SIGN, true);
  Token::KeyPair made = token_.generate_pair({mechanism.type, nullptr, 0}, wanted, use);
  token_.destroy(made.private_key);
  token_.destroy(made.public_key);
  return std::move(made.reply);
}

}  // namespace fipsprobe::nss
