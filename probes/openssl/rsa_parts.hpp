#pragma once

#include <optional>

#include "harness/model/key.hpp"
#include "probes/openssl/number.hpp"

namespace fipsprobe::openssl {

// complete returns the key with every part that RFC 8017 §A.1.2 lists, which the library's encoding of a private key demands;
// nullopt when n, e and d, or n, e and the primes, do not belong together.
std::optional<RsaPrivateKey> complete(RsaPrivateKey key, const Arithmetic& arithmetic);

}  // namespace fipsprobe::openssl
