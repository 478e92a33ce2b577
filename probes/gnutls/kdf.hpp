#pragma once

#include <memory>

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// make_kdf returns HKDF and PBKDF2 (gnutls_hkdf_*, gnutls_pbkdf2, from 3.6.13 on) and the TLS PRF, which the library exports
// for its own tests (_gnutls_prf_raw).
std::unique_ptr<Kdf> make_kdf(const Library& library);

}  // namespace fipsprobe::gnutls
