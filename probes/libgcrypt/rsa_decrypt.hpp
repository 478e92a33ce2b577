#pragma once

#include <memory>

#include "probes/libgcrypt/sexp.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// enc_val builds what gcry_pk_decrypt takes of a ciphertext: the number and how its padding is to be read. `hash_name` is the
// module's name of OAEP's hash.
OwnedSexp enc_val(const Library& library, const RsaDecryptOperation& operation, const char* hash_name);

// make_rsa_decryptor returns RSA decryption through gcry_pk_decrypt: PKCS#1 v1.5, OAEP whose MGF1 has the hash of the label,
// and the bare primitive.
std::unique_ptr<RsaDecryptor> make_rsa_decryptor(const Library& library);

}  // namespace fipsprobe::libgcrypt
