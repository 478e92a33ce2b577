#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_key_wrap returns AES key wrap (GCRY_CIPHER_MODE_AESWRAP), and with padding where gcry_cipher_open knows
// GCRY_CIPHER_EXTENDED (1.10 and later). libgcrypt wraps with no other block size and not with the inverse cipher function.
std::unique_ptr<KeyWrap> make_key_wrap(const Library& library);

}  // namespace fipsprobe::libgcrypt
