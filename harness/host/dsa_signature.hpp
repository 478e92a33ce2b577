#pragma once

#include "harness/model/bytes.hpp"
#include "harness/model/key.hpp"

namespace fipsprobe {

// is_dsa_key tells whether the numbers can be a key at all: p odd and of at most 3072 bits, q of at most 256 bits, and g and y
// between 1 and p (FIPS 186-4 section 4.1). It does not test primes.
bool is_dsa_key(const DsaPublicKey& key);

// dsa_verifies tells whether `signature`, r and s of equal size one after the other, is one of `digest` (FIPS 186-4 section
// 4.7). False as well for what is no key. Throws Error when memory runs out.
bool dsa_verifies(const DsaPublicKey& key, ByteView signature, ByteView digest);

}  // namespace fipsprobe
