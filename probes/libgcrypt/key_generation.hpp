#pragma once

#include <memory>

#include "probes/libgcrypt/sexp.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// genkey builds what gcry_pk_genkey takes for the operation's keys; nullptr when the library does not take it.
OwnedSexp genkey(const Library& library, const KeyGenerationOperation& operation);

// make_key_generator returns RSA, DSA and EC key pairs through gcry_pk_genkey, each with a signature by gcry_pk_sign. The
// message is hashed by `digest`, the module's own. The private key is released at once.
std::unique_ptr<KeyGenerator> make_key_generator(const Library& library, Digest& digest);

}  // namespace fipsprobe::libgcrypt
