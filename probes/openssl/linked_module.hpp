#pragma once

#include <memory>

#include "probes/module.hpp"
#include "probes/shared_library.hpp"

namespace fipsprobe::openssl {

// make_linked_module serves OpenSSL 1.0.2 and 1.1. Throws Error when the library is no usable libcrypto.
std::unique_ptr<Module> make_linked_module(SharedLibrary library);

}  // namespace fipsprobe::openssl
