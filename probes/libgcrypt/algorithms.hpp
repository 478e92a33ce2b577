#pragma once

#include <cstddef>
#include <string_view>

#include "harness/model/algorithm.hpp"
#include "probes/libgcrypt/library.hpp"

// The module's numbers for the model's algorithms (gcrypt.h: gcry_md_algos, gcry_cipher_algos, gcry_mac_algos).
namespace fipsprobe::libgcrypt {

struct HashRow {
  Hash hash;
  int digest;               // GCRY_MD_*
  int hmac;                 // GCRY_MAC_HMAC_*; 0: none
  std::string_view family;  // name in the build's list of digests, where FIPS mode may hide the algorithm; else empty
};

struct CipherRow {
  Cipher cipher;
  std::size_t key_size;     // bytes; 0: any
  int algorithm;            // GCRY_CIPHER_*
  int cmac;                 // GCRY_MAC_CMAC_*; 0: none
  int gmac;                 // GCRY_MAC_GMAC_*; 0: none
  std::string_view family;  // name in the build's list of ciphers
};

// hash_row, cipher_row return nullptr when no version of the module has the algorithm, or not with a key of that size.
const HashRow* hash_row(Hash hash);
const CipherRow* cipher_row(Cipher cipher, std::size_t key_size);

// curve_name returns the module's name, "NIST P-256"; empty when no version has the curve.
std::string_view curve_name(Curve curve);

// is_built tells whether this build has the algorithm: its name is known, or its family is in the build's list. libgcrypt 1.5
// in FIPS mode has names only for what is allowed, so there the list tells refused from unsupported.
bool is_built(const Library& library, const HashRow& row);
bool is_built(const Library& library, const CipherRow& row);

}  // namespace fipsprobe::libgcrypt
