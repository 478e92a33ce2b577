#pragma once

#include <vector>

#include "probes/gnutls/library.hpp"
#include "probes/module.hpp"

namespace fipsprobe::gnutls {

// run_self_tests runs gnutls_{cipher,mac,digest,pk}_self_test for each algorithm that the library lists,
// gnutls_{hkdf,pbkdf2,tlsprf}_self_test for each hash that it has vectors for, and
// gnutls_fips140_run_self_tests, which includes the integrity check, where the version has it and the build has FIPS140 code.
std::vector<SelfTestResult> run_self_tests(const Library& library);

}  // namespace fipsprobe::gnutls
