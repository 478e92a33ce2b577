#pragma once

#include "probes/gnutls/handles.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// SignatureForm is what a signature is made with beside its key and its message.
struct SignatureForm {
  SignatureScheme scheme{};
  Hash hash{};
  std::size_t salt_length = 0;  // bytes; RSA PSS only
};

// sign signs with the key, which becomes one for PSS where the scheme is. `size` is the bytes of the modulus or of the group
// order. Its output is as SignOperation says.
Outcome sign(const Library& library, PrivateKeyHandle key, const SignatureForm& form, const Bytes& message, std::size_t size);

}  // namespace fipsprobe::gnutls
