#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_signer returns RSA PKCS#1 v1.5, RSA PSS, DSA and ECDSA on the P curves, through gcry_pk_sign. The message is hashed by
// `digest`, the module's own.
std::unique_ptr<Signer> make_signer(const Library& library, Digest& digest);

}  // namespace fipsprobe::libgcrypt
