#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_drbg returns the generators of SP 800-90A through the private command of gcry_control that libgcrypt's own CAVS driver
// uses: it runs one test with given entropy in an instance of its own. The command is in 1.5.3 of RHEL 7 and Amazon Linux 2,
// and in 1.7 and later; nullptr in the versions between.
std::unique_ptr<Drbg> make_drbg(const Library& library);

}  // namespace fipsprobe::libgcrypt
