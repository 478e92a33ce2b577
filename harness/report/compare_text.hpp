#pragma once

#include <string>

#include "harness/compare/comparison.hpp"
#include "harness/report/text.hpp"

namespace fipsprobe {

// compare_text writes a comparison for people: what was compared and the answer first, then the means by group, the ratio of
// every point, what FIPS mode and the processor's instructions cost on each side, what money buys, and what could not be
// compared.
std::string compare_text(const Comparison& comparison, const TextStyle& style);

}  // namespace fipsprobe
