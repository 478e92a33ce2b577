#include "harness/bench/noise.hpp"

#include <fmt/format.h>

namespace fipsprobe {
namespace {

constexpr double kStolen = 0.005;
constexpr double kOthers = 0.02;
constexpr double kFrequency = 0.05;
constexpr double kSpread = 0.05;
constexpr double kLoad = 0.5;  // for each processor

bool exceeds(const std::optional<double>& value, double bound) { return value && *value > bound; }

}  // namespace

std::vector<std::string> noise_of(const Disturbance& d) {
  std::vector<std::string> reasons;
  if (exceeds(d.stolen_share, kStolen)) {
    reasons.push_back(fmt::format("the hypervisor took {:.1f} % of the time (steal)", *d.stolen_share * 100));
  }
  if (exceeds(d.others_share, kOthers)) {
    reasons.push_back(fmt::format("other processes took {:.1f} % of the time", *d.others_share * 100));
  }
  if (exceeds(d.load_before, kLoad * static_cast<double>(d.processors))) {
    reasons.push_back(fmt::format("the load average was {:.2f} on {} processors when it began", *d.load_before, d.processors));
  }
  if (exceeds(d.frequency_change, kFrequency)) {
    reasons.push_back(fmt::format("the frequency changed by {:.0f} % meanwhile", *d.frequency_change * 100));
  }
  if (!d.governor.empty() && d.governor != "performance") {
    reasons.push_back(fmt::format("the frequency follows the load: governor {}", d.governor));
  }
  if (exceeds(d.typical_spread, kSpread)) {
    reasons.push_back(fmt::format("repeats of the same point lie {:.1f} % apart", *d.typical_spread * 100));
  }
  if (!d.pinned) reasons.emplace_back("the threads were not pinned to processors");
  return reasons;
}

}  // namespace fipsprobe
