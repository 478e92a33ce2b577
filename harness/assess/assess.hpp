#pragma once

#include <string>
#include <vector>

#include "harness/assess/policy.hpp"
#include "harness/certificates/catalogue.hpp"
#include "harness/model/assessment.hpp"
#include "harness/model/date.hpp"
#include "harness/model/evidence.hpp"

namespace fipsprobe {

// assess says what the evidence means: first the findings of the host, then those of each module in the order of the evidence.
// It is pure: no clock, no files, no environment. Throws Error when the evidence, or the policy, names a module family that
// this program does not know.
Assessment assess(const Evidence& evidence, const Catalogue& catalogue, const Policy& policy, Date as_of);

// emitted_ids lists every finding id that assess can give.
std::vector<std::string> emitted_ids();

}  // namespace fipsprobe
