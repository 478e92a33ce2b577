#pragma once

#include "harness/model/key.hpp"
#include "probes/nss/attributes.hpp"

namespace fipsprobe::nss {

// describe_public writes the template of a public key object for verification: Mech §2.1.2 (RSA), §2.2.2 (DSA), §2.3.3 (EC).
void describe_public(Attributes& to, const PublicKey& key);

}  // namespace fipsprobe::nss
