#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/compare/comparison.hpp"

namespace fipsprobe {

// MeasuredRun points into a side's evidence: a run with figures, and its module.
struct MeasuredRun {
  const ModuleEvidence* module = nullptr;
  const Run* run = nullptr;
};

// measured_runs are those with figures that the side's selector chooses.
std::vector<MeasuredRun> measured_runs(const CompareSide& side);

RunName name_of_run(const MeasuredRun& measured);

// MatchedRuns has a run of each side, or of one and why the other has none.
struct MatchedRuns {
  std::optional<MeasuredRun> first, second;
  std::string reason;
};

// match_runs pairs the runs of two sides. One module each: these two, whatever their families; else modules of the same family
// and soname, then those that are the only one left of their family. Of two modules: the same modes, or the only mode each.
std::vector<MatchedRuns> match_runs(const CompareSide& first, const CompareSide& second);

}  // namespace fipsprobe
