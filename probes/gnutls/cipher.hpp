#pragma once

#include <memory>

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// make_cipher returns CBC, CFB8, XTS and the stream ciphers (gnutls_cipher_init). GnuTLS offers no ECB, CTR, OFB or CFB.
std::unique_ptr<BlockCipher> make_cipher(const Library& library);

}  // namespace fipsprobe::gnutls
