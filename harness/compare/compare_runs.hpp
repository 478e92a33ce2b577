#pragma once

#include <span>
#include <string>
#include <vector>

#include "harness/compare/match_runs.hpp"

namespace fipsprobe {

struct RunsToCompare {
  MeasuredRun first, second;
};

// compare_runs matches the points of the two runs of each pair by operation, size and threads, works out ratio and test of
// each, and means by group. The p-values of all points of all pairs are adjusted together. Prices are left out.
std::vector<ComparedRuns> compare_runs(std::span<const RunsToCompare> pairs);

// lone_points are all points of a run that nothing is compared with.
std::vector<LonePoint> lone_points(const MeasuredRun& run, LonePoint::Where where, const std::string& reason);

}  // namespace fipsprobe
