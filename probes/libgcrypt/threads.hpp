#pragma once

#include "probes/libgcrypt/library.hpp"

namespace fipsprobe::libgcrypt {

// expect_threads gives versions before 1.6 the locks that they leave to their caller: GCRYCTL_SET_THREAD_CBS, before
// gcry_check_version. Later versions have their own and ignore it.
void expect_threads(const Library& library);

}  // namespace fipsprobe::libgcrypt
