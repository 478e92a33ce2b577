#pragma once

#include <vector>

#include "harness/assess/context.hpp"
#include "harness/model/assessment.hpp"

namespace fipsprobe {

// transitions_of lists what the standards' transitions say on the as-of date of the operations that the modules of the evidence
// did (known answers or refusal matrix, outcome ok). transitions.json has the rules with their sources. It is information apart
// from every finding: a module may do what is no longer approved and work rightly.
std::vector<Transition> transitions_of(const Context& context);

}  // namespace fipsprobe
