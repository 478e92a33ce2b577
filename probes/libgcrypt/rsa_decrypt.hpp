#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_rsa_decryptor returns RSA decryption through gcry_pk_decrypt: PKCS#1 v1.5, OAEP whose MGF1 has the hash of the label,
// and the bare primitive.
std::unique_ptr<RsaDecryptor> make_rsa_decryptor(const Library& library);

}  // namespace fipsprobe::libgcrypt
