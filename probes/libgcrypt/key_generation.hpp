#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_key_generator returns RSA, DSA and EC key pairs through gcry_pk_genkey. The pair is released at once.
std::unique_ptr<KeyGenerator> make_key_generator(const Library& library);

}  // namespace fipsprobe::libgcrypt
