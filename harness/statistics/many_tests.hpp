#pragma once

#include <span>
#include <vector>

namespace fipsprobe {

// false_discovery_adjusted returns the p-values adjusted by the step-up procedure of Y. Benjamini and Y. Hochberg (Journal of
// the Royal Statistical Society B 57 (1995), p. 289-300), in the order given: of the tests whose adjusted value is at most q,
// a share of q is expected to be false. It holds for tests that do not depend on each other, and for those that do so
// positively (Y. Benjamini, D. Yekutieli, Annals of Statistics 29 (2001), p. 1165-1188).
std::vector<double> false_discovery_adjusted(std::span<const double> p_values);

}  // namespace fipsprobe
