#pragma once

#include <string_view>

namespace fipsprobe {

// is_crypto_library tells from a file's name whether it is a crypto library: "libcrypto.so.1.1", "libsoftokn3.so", also with
// what packers of Python put in: "libcrypto-9a3bc1d2.so.1.1".
bool is_crypto_library(std::string_view file_name);

}  // namespace fipsprobe
