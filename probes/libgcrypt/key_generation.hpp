#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_key_generator returns RSA, DSA and EC key pairs through gcry_pk_genkey, each with a signature by gcry_pk_sign. The
// message is hashed by `digest`, the module's own. The private key is released at once.
std::unique_ptr<KeyGenerator> make_key_generator(const Library& library, Digest& digest);

}  // namespace fipsprobe::libgcrypt
