#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// mode_number returns GCRY_CIPHER_MODE_*; 0 when no version has the mode.
int mode_number(CipherMode mode);

// make_cipher returns the ciphers and modes of gcry_cipher_*. libgcrypt has no CFB with one bit.
std::unique_ptr<BlockCipher> make_cipher(const Library& library);

}  // namespace fipsprobe::libgcrypt
