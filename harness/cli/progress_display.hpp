#pragma once

#include <cstddef>
#include <mutex>
#include <string>

#include "harness/cli/progress_line.hpp"
#include "harness/workers/supervisor.hpp"

namespace fipsprobe {

// ProgressDisplay shows how many tasks are done and which came last.
class ProgressDisplay final : public TaskObserver {
 public:
  ProgressDisplay(std::size_t tasks, bool quiet) : line_(quiet), tasks_(tasks) {}

  void started(const RunPlan& plan, Task task) override;
  void finished(const RunPlan& plan, Task task) override;

 private:
  void draw();

  ProgressLine line_;
  std::mutex guard_;
  std::size_t tasks_;
  std::size_t done_ = 0;
  std::string doing_;
};

}  // namespace fipsprobe
