#pragma once

#include <string>

#include "harness/model/evidence.hpp"

namespace fipsprobe {

// timing_text is a table of the milliseconds that each part of a collection took: those of the program, then of each module's
// start in its worker.
std::string timing_text(const Evidence& evidence, bool color);

}  // namespace fipsprobe
