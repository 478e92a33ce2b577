#pragma once

#include <memory>

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// make_mac returns HMAC, and from 3.6.9 on AES CMAC and GMAC (gnutls_hmac_init).
std::unique_ptr<Mac> make_mac(const Library& library);

}  // namespace fipsprobe::gnutls
