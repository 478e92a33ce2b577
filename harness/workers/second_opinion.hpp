#pragma once

#include <vector>

#include "harness/workers/supervisor.hpp"

namespace fipsprobe {

// seek_second_opinions has the signatures that the modules made verified by a module of another family, outside FIPS mode, in
// worker processes: the independent oracle. What it rejects becomes a mismatch that names both modules. `runs` are the results
// of `plans`, one for one. The modules of the plans are asked first, then `others`; a module that cannot verify a signature
// leaves it to the next one. KatSet::second_opinion has the result.
void seek_second_opinions(const std::vector<RunPlan>& plans, std::vector<SupervisedRun>& runs,
                          const std::vector<Instance>& others, TaskObserver& observer);

}  // namespace fipsprobe
