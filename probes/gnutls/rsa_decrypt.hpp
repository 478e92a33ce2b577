#pragma once

#include <memory>

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// make_rsa_decryptor returns RSA decryption with PKCS#1 v1.5, and OAEP from 3.8.4 on (gnutls_privkey_decrypt_data). GnuTLS has
// no bare primitive.
std::unique_ptr<RsaDecryptor> make_rsa_decryptor(const Library& library);

}  // namespace fipsprobe::gnutls
