#pragma once

#include <string>

#include "harness/model/assessment.hpp"
#include "harness/model/evidence.hpp"

namespace fipsprobe {

// render_junit writes JUnit XML: a test suite for the host and for each module, a test case for each finding. fail becomes a
// failure; unknown and not_applicable become skipped, with the reason.
std::string render_junit(const Evidence& evidence, const Assessment& assessment);

}  // namespace fipsprobe
