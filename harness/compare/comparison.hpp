#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/compare/selector.hpp"
#include "harness/model/evidence.hpp"
#include "harness/statistics/rank_test.hpp"

// What comparing the figures of benchmarks gave: docs/benchmarks.md has the method, docs/schema/compare.schema.json the JSON.
namespace fipsprobe {

inline constexpr double kSignificance = 0.05;  // of p-values that are adjusted for the number of points

// CompareSide is one file with what was chosen of it, and the name it goes by.
struct CompareSide {
  std::string label;  // "A", "B", ... in the order given
  std::string file;   // as given
  Selector selector;
  Evidence evidence;
  std::optional<double> price;  // of an hour of the machine
};

// RunName says which module in which mode was measured.
struct RunName {
  std::string family;
  std::string module;  // its soname, or the name of its file
  std::string version;
  Mode mode{};
  FipsState::Value fips{};
};

// PointKey is by what points of two runs are matched.
struct PointKey {
  std::string operation;
  BenchGroup group{};
  std::optional<std::uint64_t> size;  // bytes
  std::uint64_t threads = 1;
};

// Verdict is what the repeats show of the second run. A difference is shown when its adjusted p is at most kSignificance and
// the interval of the ratio does not hold 1.
enum class Verdict { faster, slower, not_shown };

std::string_view name_of(Verdict verdict);  // "faster", "slower", "no_difference_shown"

struct ComparedPoint {
  PointKey key;
  Estimate first, second;  // seconds a call
  std::uint64_t first_repeats = 0, second_repeats = 0;
  Estimate ratio;  // speed of the second / speed of the first, that is time of the first / time of the second
  RankTest test;   // of the repeats of the first and of the second
  double adjusted_p = 1;
  Verdict verdict = Verdict::not_shown;
};

// LonePoint is a point that has figures on one side only, or on none.
struct LonePoint {
  enum class Where { first_only, second_only, neither };
  PointKey key;
  Where where{};
  std::string reason;  // why the others have none
};

std::string_view name_of(LonePoint::Where where);  // "only_in_a", "only_in_b", "in_neither"

struct Tally {
  std::uint64_t faster = 0, slower = 0, not_shown = 0;

  std::uint64_t total() const { return faster + slower + not_shown; }
};

// MeanRatio is the geometric mean over the points of a group. It shows a difference when its interval does not hold 1 and at
// least one of its points shows one in the same direction: the interval of few repeats is narrower than what they tell.
struct MeanRatio {
  std::optional<BenchGroup> group;  // nullopt: of all points
  Tally tally;
  Estimate ratio;
  Verdict verdict = Verdict::not_shown;
};

// PricedPoint is what a unit of money buys on either side, with the most threads that were measured there.
struct PricedPoint {
  PointKey key;  // with the threads of the first
  std::uint64_t second_threads = 1;
  Estimate first, second;                // bytes, or calls where the operation has no size, for one unit of money
  Estimate ratio;                        // second / first
  double adjusted_p = 1;                 // of the test of what a call costs, for all priced points of the two runs
  Verdict verdict = Verdict::not_shown;  // faster: the second does more for the same money
};

struct PricedRuns {
  std::vector<PricedPoint> points;
  std::vector<MeanRatio> groups;
  std::optional<MeanRatio> overall;  // absent without points
};

// ComparedRuns are two runs whose points were matched. Every point of both is in `points` or in `others`.
struct ComparedRuns {
  RunName first, second;
  std::vector<ComparedPoint> points;
  std::vector<LonePoint> others;
  std::vector<MeanRatio> groups;     // of those that have points
  std::optional<MeanRatio> overall;  // absent without points
  std::optional<PricedRuns> prices;  // where both sides have a price
};

// LoneRun is a run that nothing was compared with.
struct LoneRun {
  RunName run;
  bool in_first = false;
  std::string reason;
  std::vector<LonePoint> points;
};

// PointTotals: all points are compared, only on one side, or measured on neither.
struct PointTotals {
  std::uint64_t compared = 0, only_first = 0, only_second = 0, neither = 0;

  std::uint64_t total() const { return compared + only_first + only_second + neither; }
};

// PairComparison is the first side against another one.
struct PairComparison {
  std::size_t second = 1;  // index in Comparison::sides
  std::vector<ComparedRuns> runs;
  std::vector<LoneRun> lone;
  PointTotals totals;
  std::vector<std::string> remarks;  // what is not alike in how the two were measured
};

// CostKind is what a mode costs: time of a call with it / time without it.
//   fips          mode fips against mode contrast
//   acceleration  mode acceleration_off against mode as_found: what going without the processor's instructions costs
enum class CostKind { fips, acceleration };

std::string_view name_of(CostKind kind);

// ModeCost compares two runs of one module of one side: `runs.second` is the one without the cost, so a ratio above 1 is a
// cost.
struct ModeCost {
  std::size_t side = 0;
  CostKind kind{};
  ComparedRuns runs;
};

struct Comparison {
  std::vector<CompareSide> sides;
  std::vector<PairComparison> pairs;  // one for each side but the first
  std::vector<ModeCost> costs;
  std::string currency;  // of the prices; may be empty
};

}  // namespace fipsprobe
