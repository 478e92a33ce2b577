#pragma once

#include <memory>

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// make_signer returns RSA PKCS#1 v1.5, RSA PSS (from 3.6.0), DSA and ECDSA on the P curves (gnutls_privkey_sign_data2).
std::unique_ptr<Signer> make_signer(const Library& library);

}  // namespace fipsprobe::gnutls
