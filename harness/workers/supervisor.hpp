#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "harness/model/evidence.hpp"
#include "harness/workers/job.hpp"

namespace fipsprobe {

// RunPlan is one module in one mode, and what shall be done with it.
struct RunPlan {
  Instance instance;
  Mode mode = Mode::as_found;
  std::vector<Task> tasks;
  std::vector<PlannedSet> sets;                // for Task::known_answers
  std::vector<VerifyOperation> verifications;  // for Task::verifications
  std::chrono::seconds time_limit{60};         // without any progress; then the worker is stopped
};

// Produced is a signature that a module made in a case, and that it does not reject itself.
struct Produced {
  std::size_t set = 0;  // index in RunPlan::sets
  std::string case_id;
  std::size_t line = 0;
  std::string operation;  // describe(Operation)
  VerifyOperation verification;
};

struct SupervisedRun {
  Run run;
  std::optional<ModuleVersion> version;  // absent when no worker came as far as telling
  std::vector<Produced> produced;
  std::vector<Outcome> verified;  // one for each of RunPlan::verifications
};

// TaskObserver is told what is under way. Calls come from several threads.
class TaskObserver {
 public:
  virtual ~TaskObserver() = default;
  virtual void started(const RunPlan& plan, Task task) = 0;
  virtual void finished(const RunPlan& plan, Task task) = 0;
};

// supervise does one plan: each task in a worker of its own, started again at the next case when it dies or makes no progress.
// Throws Error when no worker can be started at all.
SupervisedRun supervise(const RunPlan& plan, TaskObserver& observer);

// supervise_all does the plans, at most `jobs` at a time, and returns their results in the same order.
std::vector<SupervisedRun> supervise_all(const std::vector<RunPlan>& plans, unsigned jobs, TaskObserver& observer);

}  // namespace fipsprobe
