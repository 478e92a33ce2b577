#pragma once

#include <sys/types.h>

#include <string>

#include "harness/workers/channel.hpp"
#include "harness/workers/progress_page.hpp"
#include "probes/family.hpp"

namespace fipsprobe {

// WorkerProcess is a fresh copy of this program that runs run_worker(). Its destructor stops it.
class WorkerProcess {
 public:
  // Starts a worker with exactly this environment, its standard error kept in memory. Throws Error when it cannot be started.
  explicit WorkerProcess(const Environment& environment);
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  ~WorkerProcess();

  Channel& channel() { return channel_; }
  const ProgressPage& page() const { return *page_; }

  // stop ends the worker at once.
  void stop() const;

  // wait waits for the end, and says how it came: "" for exit code 0, "exit code 1", "SIGABRT (Aborted)".
  std::string wait();

  // diagnostics returns the end of what was written to standard error, at most 4,000 printable characters.
  std::string diagnostics() const;

 private:
  SharedPage page_;
  FileDescriptor standard_error_;
  Channel channel_{FileDescriptor()};
  pid_t process_ = -1;
};

}  // namespace fipsprobe
