#pragma once

#include <span>

namespace fipsprobe {

// RankTest is a two-sided Mann-Whitney test of whether values of one sample tend to be greater than those of the other.
struct RankTest {
  double u = 0;        // of the first sample: pairs in which its value is the greater one, a tie counting one half
  double p = 1;        // chance of a U at least as far from the middle when both samples come from one distribution
  bool exact = false;  // whether p was counted, not approximated
};

// mann_whitney tests two samples of at least one value each. Without ties, and with at most 20 values each, p is counted over
// all orders (H. B. Mann, D. R. Whitney, Annals of Mathematical Statistics 18 (1947), p. 50-60, equation 1). Else it is that of
// the normal approximation with the variance corrected for ties and half a step for continuity (M. Hollander, D. A. Wolfe,
// Nonparametric Statistical Methods, 2nd edition, section 4.1). Where all values are the same, p is 1.
RankTest mann_whitney(std::span<const double> first, std::span<const double> second);

// least_p is the smallest p that the test can give for samples of these sizes without ties. Both at least 1.
double least_p(std::size_t first, std::size_t second);

}  // namespace fipsprobe
