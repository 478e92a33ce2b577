#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_digest returns the hash functions (gcry_md_*); SHAKE needs gcry_md_extract, which came with 1.7.
// gcry_md_hash_buffer is not used: in the error state it complains and yet returns a digest.
std::unique_ptr<Digest> make_digest(const Library& library);

}  // namespace fipsprobe::libgcrypt
