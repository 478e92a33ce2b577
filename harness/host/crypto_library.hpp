#pragma once

#include <string_view>

namespace fipsprobe {

// crypto_family_of tells which crypto library a file belongs to, by its name: "openssl", "nss", "libgcrypt", "gnutls",
// "nettle", "mbedtls", "wolfssl"; empty for any other file. It knows the names that packers of programs give their copies:
// "libcrypto-4f1b3f2a.so.1.1".
std::string_view crypto_family_of(std::string_view path);

}  // namespace fipsprobe
