#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_verifier returns RSA PKCS#1 v1.5, RSA PSS, DSA and ECDSA on the P curves, through gcry_pk_verify. The message is hashed
// by `digest`, the module's own.
std::unique_ptr<Verifier> make_verifier(const Library& library, Digest& digest);

}  // namespace fipsprobe::libgcrypt
