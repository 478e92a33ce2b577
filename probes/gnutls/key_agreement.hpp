#pragma once

#include <memory>

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// make_ecdh and make_ffdh return key agreement through gnutls_privkey_derive_secret, which came with 3.8.2; keys of
// Diffie-Hellman over a finite field with 3.8.4. Before that the library agrees on keys only inside TLS, and both answer
// unsupported.
std::unique_ptr<Ecdh> make_ecdh(const Library& library);
std::unique_ptr<Ffdh> make_ffdh(const Library& library);

}  // namespace fipsprobe::gnutls
