#include "harness/model/outcome.hpp"

#include <algorithm>
#include <numeric>

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, kOutcomeKinds> kOutcomeNames = {
    "ok", "mismatch", "refused", "unsupported", "not_available", "error", "crashed", "timed_out"};

}  // namespace

std::string_view name_of(OutcomeKind kind) { return kOutcomeNames[static_cast<std::size_t>(kind)]; }

std::optional<OutcomeKind> outcome_kind_named(std::string_view name) {
  const auto* const found = std::ranges::find(kOutcomeNames, name);
  if (found == kOutcomeNames.end()) return std::nullopt;
  return static_cast<OutcomeKind>(found - kOutcomeNames.begin());
}

bool is_wrong(OutcomeKind kind) {
  return kind == OutcomeKind::mismatch || kind == OutcomeKind::error || kind == OutcomeKind::crashed ||
         kind == OutcomeKind::timed_out;
}

std::uint64_t Counts::total() const { return std::accumulate(by_kind.begin(), by_kind.end(), std::uint64_t{0}); }

std::uint64_t Counts::wrong() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < kOutcomeKinds; ++i) {
    if (is_wrong(static_cast<OutcomeKind>(i))) sum += by_kind[i];
  }
  return sum;
}

Counts& Counts::operator+=(const Counts& other) {
  for (std::size_t i = 0; i < kOutcomeKinds; ++i) by_kind[i] += other.by_kind[i];
  return *this;
}

}  // namespace fipsprobe
