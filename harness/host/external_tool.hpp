#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace fipsprobe {

// ToolAnswer is what a program of the host left behind.
struct ToolAnswer {
  std::string output;
  std::string errors;      // what it wrote to standard error, at most 64 KiB
  int exit_code = -1;      // 128 + the signal's number when a signal ended it
  std::string why_failed;  // why it did not run to its end; then the rest is not to be used
};

// ask_tool runs a program of the host without a shell. `words` is the program's name, looked for in /usr/bin, /bin, /usr/sbin
// and /sbin only, and its arguments. It gets nothing on standard input, and an environment of LC_ALL=C and that path. It fails
// when the program is not there, cannot be started, writes more than 16 MiB or is not done in time; it is then killed.
ToolAnswer ask_tool(const std::vector<std::string>& words, std::chrono::milliseconds time_limit);

// run_tool is ask_tool for callers that take any answer: what the program wrote to standard output, whatever its exit status;
// nullopt when it did not run to its end.
std::optional<std::string> run_tool(const std::vector<std::string>& words, std::chrono::milliseconds time_limit);

}  // namespace fipsprobe
