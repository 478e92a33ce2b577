#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace fipsprobe {

// run_tool runs a program of the host without a shell and returns what it wrote to standard output, whatever its exit status.
// `words` is the program's name, looked for in /usr/bin and /bin only, and its arguments. It gets nothing on standard input, an
// environment of LC_ALL=C and that path, and its standard error is dropped. nullopt when the program is not there, cannot be
// started, writes more than 16 MiB or is not done in time; it is then killed.
std::optional<std::string> run_tool(const std::vector<std::string>& words, std::chrono::milliseconds time_limit);

}  // namespace fipsprobe
