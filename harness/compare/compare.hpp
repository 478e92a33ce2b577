#pragma once

#include <string>
#include <vector>

#include "harness/compare/comparison.hpp"

namespace fipsprobe {

inline constexpr std::size_t kMaxSides = 8;

// kMaxComparedRepeats bounds the work of the bootstrap: a whole standard run of five families has 100,000.
inline constexpr std::uint64_t kMaxComparedRepeats = 2'000'000;

struct CompareOptions {
  bool allow_emulated = false;
  std::string currency;
};

// compare sets the first side against each other one, and the modes of each side against each other. 2 to kMaxSides sides.
// Throws InputError, naming the file, for a side without figures, whose selector chooses none, that does not say how it was
// measured, that has more than kMaxComparedRepeats, or that was emulated and that is not allowed.
Comparison compare(std::vector<CompareSide> sides, const CompareOptions& options);

}  // namespace fipsprobe
