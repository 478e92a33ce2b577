#pragma once

#include <vector>

#include "harness/model/kernel_algorithm.hpp"
#include "harness/model/module_state.hpp"
#include "probes/kernel/kernel_state.hpp"

namespace fipsprobe::kernel {

// self_test_results tells what /proc/crypto says of the tests the kernel ran when each algorithm was registered: nothing can
// make it run them again without loading a kernel module. One row sums up those that passed, one each names any other. In FIPS
// mode the kernel runs every test and a failure stops it; with FIPS mode off "passed" is also said of tests that were never
// run, so there it counts as not run.
std::vector<SelfTestResult> self_test_results(const FipsFlag& flag, const std::vector<KernelAlgorithm>& listed,
                                              std::optional<bool> switched_off);

}  // namespace fipsprobe::kernel
