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
  std::vector<VectorSource> sources;   // for Task::known_answers
  std::vector<std::uint64_t> strides;  // one for each source
  bool identities = true;              // hash files and ask for their packages: takes longer than the rest of `status`
};

// collect_evidence reads the host's facts and runs the chosen modules in worker processes.
Evidence collect_evidence(const ModuleOptions& options, const Collection& collection);

}  // namespace fipsprobe
