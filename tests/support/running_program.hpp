#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace fipsprobe::test {

// RunningProgram is a program that runs beside the test until this object goes away: it is killed then.
class RunningProgram {
 public:
  // Starts it and waits for the first line that it writes. Throws std::runtime_error, with what it wrote, when none comes.
  explicit RunningProgram(const std::vector<std::string>& words);
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  pid_t pid() const { return pid_; }
  const std::string& first_line() const { return first_line_; }

 private:
  pid_t pid_ = -1;
  std::string first_line_;
};

}  // namespace fipsprobe::test
