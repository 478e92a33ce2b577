#pragma once

#include <filesystem>
#include <vector>

#include "harness/model/kernel_algorithm.hpp"

namespace fipsprobe {

// read_kernel_algorithms reads /proc/crypto below `root`, in its order; empty when there is no such file. Throws InputError
// when it cannot be read, is larger than 8 MiB, or is not of its form (harness/model/kernel_algorithms.hpp).
std::vector<KernelAlgorithm> read_kernel_algorithms(const std::filesystem::path& root = "/");

}  // namespace fipsprobe
