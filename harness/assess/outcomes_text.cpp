#include "harness/assess/outcomes_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace fipsprobe {

std::string outcomes_text(const Counts& counts) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < kOutcomeKinds; ++i) {
    const auto kind = static_cast<OutcomeKind>(i);
    if (counts[kind] > 0) parts.push_back(fmt::format("{} {}", counts[kind], name_of(kind)));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace fipsprobe
