#include "harness/model/counts_json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace fipsprobe {

nlohmann::json to_json(const Counts& counts) {
  nlohmann::json value = {{"total", counts.total()}};
  for (std::size_t i = 0; i < kOutcomeKinds; ++i) {
    const auto kind = static_cast<OutcomeKind>(i);
    value[std::string(name_of(kind))] = counts[kind];
  }
  return value;
}

Counts counts_from_json(const JsonPlace& place) {
  Counts counts;
  for (std::size_t i = 0; i < kOutcomeKinds; ++i) {
    const auto kind = static_cast<OutcomeKind>(i);
    counts[kind] = place.member(name_of(kind)).count();
  }
  const JsonPlace total = place.member("total");
  if (total.count() != counts.total())
    total.fail(fmt::format("is {}, but the outcomes add up to {}", total.count(), counts.total()));
  return counts;
}

}  // namespace fipsprobe
