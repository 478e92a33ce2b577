#pragma once

#include <memory>

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// curve_bits is GNUTLS_CURVE_TO_BITS: a curve's number where a size in bits is asked for. Versions before 3.4 take the size
// only.
unsigned curve_bits(const Library& library, Curve curve);

// make_key_generator returns RSA, DSA and EC key pairs (gnutls_privkey_generate), each with a signature by the fresh key. The
// private key is released at once.
std::unique_ptr<KeyGenerator> make_key_generator(const Library& library);

}  // namespace fipsprobe::gnutls
