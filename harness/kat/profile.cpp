#include "harness/kat/profile.hpp"

#include <algorithm>
#include <array>

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"quick", "standard", "full"};

// SampleRow: sets whose algorithm contains `word` run one case in `quick` or in `standard`.
struct SampleRow {
  std::string_view word;
  std::uint64_t quick;
  std::uint64_t standard;
};

// Public-key cases are the slowest, the GCM files the largest (7,875 cases each).
constexpr std::array kSamples = {
    SampleRow{"signature", 5, 1},
    SampleRow{"GCM", 25, 5},
};

}  // namespace

std::optional<Profile> profile_named(std::string_view name) {
  const auto* const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Profile>(found - kNames.begin());
}

std::uint64_t stride_of(Profile profile, const SetInfo& set) {
  if (profile == Profile::full) return 1;
  for (const SampleRow& row : kSamples) {
    if (set.algorithm.find(row.word) != std::string::npos) return profile == Profile::quick ? row.quick : row.standard;
  }
  return 1;
}

std::vector<PlannedSet> plan_sets(Profile profile, Costs costs, const std::vector<VectorSource>& sources) {
  costs.slow = costs.slow || profile == Profile::full;
  std::vector<PlannedSet> sets;
  sets.reserve(sources.size());
  for (const VectorSource& source : sources) {
    const SetInfo info = recognise(source);
    sets.push_back({source, info.algorithm, info.format, stride_of(profile, info), costs});
  }
  return sets;
}

}  // namespace fipsprobe
