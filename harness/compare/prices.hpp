#pragma once

#include "harness/compare/match_runs.hpp"

namespace fipsprobe {

// Prices are of an hour of either machine, in the same currency; greater than 0.
struct Prices {
  double first = 0, second = 0;
};

// priced_runs says what a unit of money buys of each operation at each size, and how much more or less on the second side. An
// hour pays for the whole machine, so each side counts with the most threads that were measured on it.
PricedRuns priced_runs(const MeasuredRun& first, const MeasuredRun& second, const Prices& prices);

}  // namespace fipsprobe
