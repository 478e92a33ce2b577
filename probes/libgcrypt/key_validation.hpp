#pragma once

#include <memory>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// make_key_validator returns the check of a point on a P curve: gcry_mpi_ec_curve_point. The cofactor of these curves is 1, so
// a point of the curve is in the right group (SP 800-56A Rev. 3 §5.6.2.3.3). gcry_pk_testkey checks private keys only. nullptr
// before 1.6, which has no such call.
std::unique_ptr<KeyValidator> make_key_validator(const Library& library);

}  // namespace fipsprobe::libgcrypt
