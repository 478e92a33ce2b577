#pragma once

#include <optional>

#include "harness/model/operation.hpp"

namespace fipsprobe::kernel {

// aead_iv gives the IV in the kernel's form: the 96-bit nonce of GCM and ChaCha20-Poly1305 as it is; for CCM the first block of
// RFC 3610 §2.3, whose first byte is L - 1 with L = 15 - nonce bytes. nullopt for a nonce that the kernel has no form for.
std::optional<Bytes> aead_iv(const AeadOperation& operation);

}  // namespace fipsprobe::kernel
