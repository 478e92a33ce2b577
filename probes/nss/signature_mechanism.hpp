#pragma once

#include <optional>
#include <variant>

#include "harness/model/operation.hpp"
#include "probes/nss/token.hpp"

namespace fipsprobe::nss {

struct SignatureRequest {
  SignatureScheme scheme{};
  Hash hash{};
  std::size_t salt_length = 0;                  // bytes; RSA PSS
  std::optional<Hash> mgf_hash = std::nullopt;  // RSA PSS: where it is not `hash`
};

// SignatureMechanism is the mechanism that signs and verifies. Where the token has none that hashes by itself, the mechanism
// takes the digest.
struct SignatureMechanism {
  MechanismName name;
  std::optional<MechanismName> digest_first;
  std::optional<PssParameters> pss;

  // mechanism is valid as long as this object is.
  Mechanism mechanism() const { return {name.type, pss ? &*pss : nullptr, pss ? sizeof *pss : 0}; }
};

// signature_mechanism finds the mechanism, or tells why there is none.
std::variant<SignatureMechanism, Outcome> signature_mechanism(const Token& token, const SignatureRequest& request);

// input_of returns what the mechanism takes: the message, or its digest by the token.
Reply input_of(Token& token, const SignatureMechanism& mechanism, const Bytes& message);

// sign_with returns the outcome of signing the message with a private key of the token.
Outcome sign_with(Token& token, const SignatureMechanism& mechanism, Handle key, const Bytes& message);

}  // namespace fipsprobe::nss
