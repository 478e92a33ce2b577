#pragma once

#include <string>

#include "harness/assess/preflight.hpp"
#include "harness/report/text.hpp"

namespace fipsprobe {

// render_preflight_text writes a table with a line for each trap, obstacles first, and below it what was seen and what to do.
// At most 100 columns; every text of the host is made printable.
std::string render_preflight_text(const Evidence& evidence, const Preflight& preflight, const TextStyle& style);

}  // namespace fipsprobe
