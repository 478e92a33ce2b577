#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_mac returns HMAC, CMAC and GMAC through gcry_mac_*, or, before 1.6 which has none of those, HMAC through
// gcry_md_open with GCRY_MD_FLAG_HMAC.
std::unique_ptr<Mac> make_mac(const Library& library);

std::unique_ptr<Mac> make_hmac_by_digest(const Library& library);
std::unique_ptr<Mac> make_mac_by_handle(const Library& library);

}  // namespace fipsprobe::libgcrypt
