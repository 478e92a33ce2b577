#pragma once

#include <string>

#include "harness/compare/comparison.hpp"

namespace fipsprobe {

// compare_csv writes one row for each point (RFC 4180: CRLF, a header), whether compared or not; and for each point of what
// modes cost. A text that a spreadsheet would take for a formula gets an apostrophe in front.
std::string compare_csv(const Comparison& comparison);

}  // namespace fipsprobe
