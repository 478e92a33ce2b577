#pragma once

#include <vector>

#include "harness/cli/module_options.hpp"
#include "harness/model/evidence.hpp"
#include "harness/workers/supervisor.hpp"

namespace fipsprobe {

// Collection says what evidence to collect.
struct Collection {
  std::vector<Mode> modes;
  std::vector<Task> tasks;
  std::vector<PlannedSet> sets;  // for Task::known_answers
  bool identities = true;        // hash files and ask for their packages: takes longer than the rest of `status`
};

// collect_evidence reads the host's facts and runs the chosen modules in worker processes.
Evidence collect_evidence(const ModuleOptions& options, const Collection& collection);

// collect_states only asks the kernel and each module, as found, for their FIPS state.
Evidence collect_states(const ModuleOptions& options);

}  // namespace fipsprobe
