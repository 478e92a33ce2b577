#pragma once

#include <cstddef>
#include <mutex>
#include <string>

#include "harness/workers/supervisor.hpp"

namespace fipsprobe {

// ProgressDisplay shows on standard error how many tasks are done and which came last: one line that is written over, only when
// standard error is a terminal and the caller did not ask for quiet. Its destructor clears the line.
class ProgressDisplay final : public TaskObserver {
 public:
  ProgressDisplay(std::size_t tasks, bool quiet);
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;
  ~ProgressDisplay() override;

  void started(const RunPlan& plan, Task task) override;
  void finished(const RunPlan& plan, Task task) override;

 private:
  void draw();

  std::mutex guard_;
  std::size_t tasks_;
  std::size_t done_ = 0;
  bool shown_;
  std::string doing_;
};

}  // namespace fipsprobe
