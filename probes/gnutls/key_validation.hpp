#pragma once

#include <memory>

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// make_key_validator returns the check of an EC public key (gnutls_pubkey_verify_params: the point is on the curve), and
// whether an RSA key is taken at all. Of a DSA key the library checks nothing.
std::unique_ptr<KeyValidator> make_key_validator(const Library& library);

}  // namespace fipsprobe::gnutls
