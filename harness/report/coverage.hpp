#pragma once

#include <string>

#include "harness/model/evidence.hpp"

namespace fipsprobe {

// is_offered tells whether a module does an operation at all, in the mode of its run: whether any of its cases was more than
// unsupported or not available.
bool is_offered(const CoverageRow& row);

// coverage_text renders a table with a row for each module, mode and operation: whether it is offered, how many cases were
// tested, passed (ok), refused, wrong, and how many this build cannot do.
std::string coverage_text(const Evidence& evidence, bool color);

}  // namespace fipsprobe
