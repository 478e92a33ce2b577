#pragma once

#include <memory>

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// make_digest returns the hash functions (gnutls_hash_init). gnutls_hash_fast is not used: in 3.3 it bypasses FIPS mode's
// refusal.
std::unique_ptr<Digest> make_digest(const Library& library);

}  // namespace fipsprobe::gnutls
