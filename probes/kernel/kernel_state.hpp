#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/model/kernel_algorithm.hpp"
#include "harness/model/module_state.hpp"

// What the running kernel says of itself in /proc and /sys.
namespace fipsprobe::kernel {

// FipsFlag is /proc/sys/crypto/fips_enabled, read from the kernel's own proc and nothing mounted over it.
struct FipsFlag {
  enum class Value { off, on, no_fips_mode, unknown };
  Value value = Value::unknown;
  std::string how;  // the file and what it said, with fips_name and fips_version where the kernel has them
};

FipsFlag read_fips_flag();

// listed_algorithms reads /proc/crypto, a MiB of it at most; empty when it cannot be read, is not of its form, or is not the
// kernel's own because another file is mounted over it. The kernel hands the list over in pieces, and what comes or goes
// between two of them has it leave entries out: it is read until it is the same twice, eight times at most.
std::vector<KernelAlgorithm> listed_algorithms();

// tests_switched_off tells whether the kernel was started with cryptomgr.notests; nullopt when it does not say.
std::optional<bool> tests_switched_off();

}  // namespace fipsprobe::kernel
