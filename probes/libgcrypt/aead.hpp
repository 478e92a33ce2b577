#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// mode_number returns GCRY_CIPHER_MODE_*.
int mode_number(AeadMode mode);

// make_aead returns GCM, CCM and ChaCha20-Poly1305; nullptr before 1.6, which has no authenticated encryption.
std::unique_ptr<Aead> make_aead(const Library& library);

}  // namespace fipsprobe::libgcrypt
