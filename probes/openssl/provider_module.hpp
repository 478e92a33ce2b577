#pragma once

#include <memory>

#include "probes/module.hpp"
#include "probes/shared_library.hpp"

namespace fipsprobe::openssl {

// make_provider_module serves OpenSSL 3. Throws Error when the library is no usable libcrypto.
std::unique_ptr<Module> make_provider_module(SharedLibrary library);

}  // namespace fipsprobe::openssl
