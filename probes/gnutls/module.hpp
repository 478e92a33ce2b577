#pragma once

#include <memory>
#include <string>

#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// load_module opens the library. Throws Error when the file is not a usable GnuTLS.
std::unique_ptr<Module> load_module(const std::string& path);

}  // namespace fipsprobe::gnutls
