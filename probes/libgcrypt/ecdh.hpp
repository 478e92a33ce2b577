#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_ecdh returns Diffie-Hellman on the P curves through gcry_pk_decrypt, whose "decryption" of a peer's point with an ECDH
// key is the shared point.
std::unique_ptr<Ecdh> make_ecdh(const Library& library);

}  // namespace fipsprobe::libgcrypt
