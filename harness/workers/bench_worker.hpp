#pragma once

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/workers/supervisor.hpp"
#include "harness/workers/worker_process.hpp"

namespace fipsprobe {

// Startup is how long a fresh process took until its module could be used.
struct Startup {
  double load = 0;   // seconds: dlopen with its constructors
  double enter = 0;  // seconds: initialisation and entering the mode
};

// BenchWorker is a worker process that measures one module in one mode, and is started again when it dies.
class BenchWorker {
 public:
  BenchWorker(Job job, std::chrono::seconds time_limit) : job_(std::move(job)), time_limit_(time_limit) {}

  // start starts the process and waits until the module is in its mode. What it says goes into `result`; where the mode cannot
  // be had, result.run.unavailable says why, and false is returned.
  bool start(SupervisedRun& result);

  // Answer is the worker's message, or what became of the worker instead: crashed or timed_out, and how.
  struct Answer {
    std::optional<nlohmann::json> message;
    OutcomeKind outcome = OutcomeKind::ok;
    std::string reason;
  };

  // ask sends a request and waits for the answer to it.
  Answer ask(const nlohmann::json& request);

  // end lets the worker finish. What the module says of its state then goes into `result`.
  void end(SupervisedRun& result);

  bool alive() const { return process_ != nullptr; }
  unsigned generation() const { return generation_; }  // how often it was started
  const std::optional<Startup>& startup() const { return startup_; }
  const std::string& cycles_unavailable() const { return cycles_unavailable_; }
  double clock_cost_ns() const { return clock_cost_ns_; }
  double used_seconds() const { return used_seconds_; }  // of processors, by all its processes that came to an end
  std::uint64_t preemptions() const { return preemptions_; }

 private:
  bool take(const nlohmann::json& message, SupervisedRun& result);
  Answer next();

  Job job_;
  std::chrono::seconds time_limit_;
  std::unique_ptr<WorkerProcess> process_;
  unsigned generation_ = 0;
  std::optional<Startup> startup_;
  std::string cycles_unavailable_;
  double clock_cost_ns_ = 0;
  double used_seconds_ = 0;
  std::uint64_t preemptions_ = 0;
};

// measure_startup starts a process of its own, waits until the module is in the mode, and ends it; nullopt when it does not
// get there.
std::optional<Startup> measure_startup(const Instance& instance, Mode mode, const std::vector<unsigned>& processors,
                                       std::chrono::seconds time_limit);

}  // namespace fipsprobe
