#pragma once

#include "probes/libgcrypt/sexp.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// SignatureForm is what a signature is made with beside its key and its message.
struct SignatureForm {
  SignatureScheme scheme{};
  Hash hash{};
  std::size_t salt_length = 0;  // bytes; RSA PSS only
};

// hashed_data builds what gcry_pk_sign and gcry_pk_verify take of a message: its hash and how it is encoded. `order` is the
// bytes of the group order; DSA and ECDSA only.
OwnedSexp hashed_data(const Library& library, const SignatureForm& form, const Bytes& hash, std::size_t order);

// raw_signature reads what gcry_pk_sign made: r, where there is one, and s, `size` bytes each.
Outcome raw_signature(const Library& library, Sexp signature, bool with_r, std::size_t size);

// sign hashes the message with `digest`, the module's own, and signs it. `size` is the bytes of the modulus or of the group
// order. Its output is as SignOperation says.
Outcome sign(const Library& library, Digest& digest, const SignatureForm& form, const Bytes& message, Sexp secret,
             std::size_t size);

}  // namespace fipsprobe::libgcrypt
