#pragma once

#include <memory>

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// make_aead returns GCM, CCM and ChaCha20-Poly1305 through gnutls_aead_cipher_*, or, before 3.4 which has none of those, GCM
// through gnutls_cipher_init.
std::unique_ptr<Aead> make_aead(const Library& library);

std::unique_ptr<Aead> make_aead_by_handle(const Library& library);
std::unique_ptr<Aead> make_gcm_by_cipher(const Library& library);

}  // namespace fipsprobe::gnutls
