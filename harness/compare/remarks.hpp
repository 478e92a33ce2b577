#pragma once

#include <string>
#include <vector>

#include "harness/compare/comparison.hpp"

namespace fipsprobe {

// remarks_on says what is not alike in how the two sides were measured, and what the tests could not show.
std::vector<std::string> remarks_on(const CompareSide& first, const CompareSide& second,
                                    const std::vector<ComparedRuns>& compared);

// runs_without_figures names the chosen runs of a side that have none, and why.
std::vector<std::string> runs_without_figures(const CompareSide& side);

}  // namespace fipsprobe
