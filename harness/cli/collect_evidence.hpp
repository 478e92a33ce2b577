#pragma once

#include <optional>
#include <vector>

#include "harness/cli/module_options.hpp"
#include "harness/host/fact_row.hpp"
#include "harness/host/process_inventory.hpp"
#include "harness/model/evidence.hpp"
#include "harness/workers/supervisor.hpp"

namespace fipsprobe {

// Collection says what evidence to collect.
struct Collection {
  std::vector<Mode> modes;
  std::vector<Task> tasks;
  std::vector<PlannedSet> sets;  // for Task::known_answers
  bool identities = true;        // hash files and ask for their packages: takes longer than the rest of `status`
  Depth depth = Depth::quick;    // of the facts of the host
  bool installation = false;     // have packages verified, and look for other crypto libraries: takes seconds
  std::optional<CodeSearch> in_use = std::nullopt;  // what running processes use, and databases of NSS; absent: not looked at
};

// now_text is the present time in RFC 3339, UTC.
std::string now_text();

// evidence_of_host is evidence without modules: when, with which program, and the host's facts.
Evidence evidence_of_host(Depth depth);

// add_modules adds the modules with their runs: for each instance as many, in this order. With `identities` their files are
// hashed and their packages asked for. Packages are not verified then, and the evidence says so.
void add_modules(Evidence& evidence, const std::vector<Instance>& instances, std::vector<SupervisedRun> runs, bool identities);

// collect_evidence reads the host's facts and runs the chosen modules in worker processes.
Evidence collect_evidence(const ModuleOptions& options, const Collection& collection);

// collect_states only asks the kernel and each module, as found, for their FIPS state, and takes a quick look at the host.
Evidence collect_states(const ModuleOptions& options);

}  // namespace fipsprobe
