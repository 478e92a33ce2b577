#include "harness/kat/profile.hpp"

#include <algorithm>
#include <array>

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"quick", "standard", "full"};

// SampleRow: sets whose algorithm contains `word` are large, and run one case in `quick` or in `standard`.
struct SampleRow {
  std::string_view word;
  std::uint64_t quick;
  std::uint64_t standard;
};

constexpr std::array kLargeSets = {
    SampleRow{"GCM", 25, 5},   SampleRow{"CCM", 10, 1}, SampleRow{"key wrap", 25, 2}, SampleRow{"DRBG", 50, 5},
    SampleRow{"KBKDF", 25, 2}, SampleRow{"IKE", 25, 2}, SampleRow{"PBKDF2", 10, 1},
};

// Samples of the kinds of cases that cost most: a public-key operation takes about a millisecond, a round of a Monte Carlo test
// a thousand or ten thousand operations.
constexpr Sample kQuick = {
    .every = 4, .every_public_key = 25, .every_monte_carlo = 50, .every_tdes_monte_carlo = 400, .costs = {}};
constexpr Sample kStandard = {
    .every = 1, .every_public_key = 1, .every_monte_carlo = 10, .every_tdes_monte_carlo = 100, .costs = {}};

}  // namespace

std::optional<Profile> profile_named(std::string_view name) {
  const auto* const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Profile>(found - kNames.begin());
}

Sample sample_of(Profile profile, Costs costs, const SetInfo& set) {
  if (profile == Profile::full) return {.costs = {.large = costs.large, .slow = true}};
  const bool is_quick = profile == Profile::quick;
  Sample sample = is_quick ? kQuick : kStandard;
  sample.costs = costs;
  for (const SampleRow& row : kLargeSets) {
    if (set.algorithm.find(row.word) != std::string::npos) sample.every = is_quick ? row.quick : row.standard;
  }
  return sample;
}

std::vector<PlannedSet> plan_sets(Profile profile, Costs costs, const std::vector<VectorSource>& sources) {
  std::vector<PlannedSet> sets;
  sets.reserve(sources.size());
  for (const VectorSource& source : sources) {
    const SetInfo info = recognise(source);
    sets.push_back({source, info.algorithm, info.format, sample_of(profile, costs, info)});
  }
  return sets;
}

}  // namespace fipsprobe
