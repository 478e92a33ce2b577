#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_kdf returns PBKDF2 (gcry_kdf_derive), and HKDF and the X9.63 KDF where gcry_kdf_open knows them (1.11 and later).
std::unique_ptr<Kdf> make_kdf(const Library& library);

}  // namespace fipsprobe::libgcrypt
