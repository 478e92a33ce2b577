#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fipsprobe {

// Disturbance is what happened on the host while something was measured. An absent figure was not to be had.
struct Disturbance {
  std::optional<double> stolen_share;      // of the time of the processors that were used: the hypervisor ran something else
  std::optional<double> others_share;      // the same: other processes of this host
  std::optional<double> frequency_change;  // |after - before| / before
  std::optional<double> load_before;       // load average when it began
  std::optional<double> typical_spread;    // median over the points of (largest - smallest repeat) / median repeat
  std::uint64_t processors = 1;            // online
  std::string governor;                    // of the frequency; empty where there is none
  bool pinned = true;
};

// noise_of says why a measurement is noisy, one reason a line; empty when nothing speaks for it. The bounds are in
// docs/benchmarks.md.
std::vector<std::string> noise_of(const Disturbance& disturbance);

}  // namespace fipsprobe
