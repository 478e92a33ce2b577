#pragma once

#include <optional>

#include "harness/model/key.hpp"
#include "probes/nss/freebl.hpp"

namespace fipsprobe::nss {

// completed returns the key with all its numbers (RFC 8017 §3.2), computed by freebl's RSA_PopulatePrivateKey where some are
// missing: C_UnwrapKey takes an RSA key only whole. Nullopt when freebl cannot, as where the numbers contradict each other.
std::optional<RsaPrivateKey> completed(const RsaPrivateKey& key, const FreeblVector& freebl);

}  // namespace fipsprobe::nss
