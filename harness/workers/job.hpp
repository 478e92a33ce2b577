#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "harness/kat/profile.hpp"
#include "harness/model/evidence.hpp"
#include "probes/module.hpp"

namespace fipsprobe {

// Task is what one worker does after it has loaded its module and entered the mode.
//   state         only ask the FIPS state
//   self_tests    run the module's self-tests, which may leave it in an error state
//   known_answers run vector sets
//   refusals      try the refusal matrix
//   verifications verify signatures that another module made
//   benchmark     measure what the supervisor asks for, point by point
enum class Task { state, self_tests, known_answers, refusals, verifications, benchmark };

std::string_view name_of(Task task);

// Job is the one message a supervisor sends to a worker.
struct Job {
  Instance instance;
  Mode mode = Mode::as_found;
  Task task = Task::state;
  std::vector<PlannedSet> sets;  // known_answers
  std::vector<VerifyOperation> verifications;
  std::uint32_t first_set = 0;   // where to go on after a crash: index in `sets`,
  std::uint64_t first_item = 0;  // and of the case in that source, or of the attempt in the refusal matrix, or the verification
  unsigned threads = 1;          // benchmark: that work with the module at a time
  std::vector<unsigned> processors;  // benchmark: to pin them to; empty: they are not pinned
};

nlohmann::json to_json(const Job& job);
Job job_from_json(const nlohmann::json& value);

}  // namespace fipsprobe
