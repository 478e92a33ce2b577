#pragma once

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// check_mode checks that the library, which chose its mode while it was loaded, is in the one asked for. `init` is what
// gnutls_global_init returned.
Entered check_mode(const Library& library, Mode mode, int init);

// ask_state asks the library for its mode and whether it is in its error state.
FipsState ask_state(const Library& library, int init);

}  // namespace fipsprobe::gnutls
