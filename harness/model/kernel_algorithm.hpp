#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace fipsprobe {

// KernelAlgorithm is one stanza of /proc/crypto.
struct KernelAlgorithm {
  std::string name, driver, module, type, self_test;
  std::int64_t priority = 0;
  std::optional<bool> fips = {};      // the "fips" field of kernels from 6.12 on
  std::optional<bool> internal = {};  // not for direct use: a part of other drivers
};

}  // namespace fipsprobe
