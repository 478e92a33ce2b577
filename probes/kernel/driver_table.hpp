#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/kernel_algorithm.hpp"
#include "probes/kernel/alg_socket.hpp"

namespace fipsprobe::kernel {

// serving_driver tells which of the listed algorithms serves a name that binds: the one that has it as its driver's name, else
// that of the highest priority with that name, and of equal ones the first. An algorithm that is internal, or of a type that
// the interface does not serve, does not count. This is the rule of the kernel (crypto/api.c, __crypto_alg_lookup), applied to
// what /proc/crypto lists; nullopt when nothing fits.
std::optional<std::string> serving_driver(const std::vector<KernelAlgorithm>& listed, Type type, std::string_view name);

// DriverTable is /proc/crypto as it was a moment ago. Reading it takes longer than many an operation, so it is read again only
// when a name is asked for that was not asked for before, since binding that may have loaded drivers for other names too, and
// when it is 50 ms old or lacks the name, since other processes load drivers as well.
class DriverTable {
 public:
  // driver_of returns the driver that serves a name, which has just been bound; nullopt when /proc/crypto does not tell.
  std::optional<std::string> driver_of(Type type, const std::string& name);

 private:
  void read();

  std::vector<KernelAlgorithm> listed_;
  std::chrono::steady_clock::time_point read_at_;
  std::set<std::string> names_;
};

}  // namespace fipsprobe::kernel
