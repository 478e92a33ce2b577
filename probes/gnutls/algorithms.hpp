#pragma once

#include <cstddef>

#include "harness/model/algorithm.hpp"

// The module's numbers for the model's algorithms (gnutls.h). 0: no version has the algorithm, or not with a key of that size.
namespace fipsprobe::gnutls {

// digest_number returns GNUTLS_DIG_*, which is also the GNUTLS_MAC_* of the HMAC with that hash. RIPEMD-160 has a number in
// every version and an implementation in none.
int digest_number(Hash hash);

// mac_number returns GNUTLS_MAC_* for CMAC and GMAC.
int mac_number(MacKind kind, Cipher cipher, std::size_t key_size);

// cipher_number returns GNUTLS_CIPHER_*; of XTS, `key_size` is both halves.
int cipher_number(Cipher cipher, CipherMode mode, std::size_t key_size);
int aead_number(AeadMode mode, Cipher cipher, std::size_t key_size);

// sign_number returns GNUTLS_SIGN_*.
int sign_number(SignatureScheme scheme, Hash hash);

// curve_number returns GNUTLS_ECC_CURVE_*.
int curve_number(Curve curve);

}  // namespace fipsprobe::gnutls
