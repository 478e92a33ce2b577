#pragma once

#include "harness/model/operation.hpp"
#include "probes/nss/mechanisms.hpp"
#include "probes/nss/token.hpp"

namespace fipsprobe::nss {

// generation_of returns the mechanism that makes key pairs for a scheme.
const MechanismName& generation_of(SignatureScheme scheme);

// describe_pair writes the template of the public half of the operation's pair. DSA's parameters are made for it, which takes
// seconds; the reply is that of the call that failed, if one did.
Reply describe_pair(Token& token, const KeyGenerationOperation& operation, Attributes& wanted);

}  // namespace fipsprobe::nss
