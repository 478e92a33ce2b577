#pragma once

#include <vector>

#include "probes/libgcrypt/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::libgcrypt {

// run_self_tests runs GCRYCTL_SELFTEST, the extended tests, in any mode. Each test is named as the library logs it,
// "cipher AES (7)" or "binary (0)" for the integrity check; "GCRYCTL_SELFTEST" is the answer of the whole.
std::vector<SelfTestResult> run_self_tests(Library& library);

}  // namespace fipsprobe::libgcrypt
