#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace fipsprobe::test {

// ProgramResult is what a run of the program left behind.
struct ProgramResult {
  int exit_code = -1;  // 128 + the signal's number when a signal ended it
  std::string output;
  std::string errors;
};

// become makes this process the program; where it cannot be started, the process ends with 127. For a fork.
[[noreturn]] void become(const std::vector<std::string>& words);

// run_program runs a program with the arguments, standard input empty, and these variables added to the environment.
ProgramResult run_program(const std::vector<std::string>& words, const std::map<std::string, std::string>& variables = {});

// run_fipsprobe runs the program that was built.
ProgramResult run_fipsprobe(std::vector<std::string> arguments, const std::map<std::string, std::string>& variables = {});

// TemporaryFolder is an empty folder that goes away with everything in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  const std::filesystem::path& path() const { return path_; }

  // write makes a file with that content, and the folders it needs, and returns its path.
  std::string write(const std::string& name, const std::string& content) const;

 private:
  std::filesystem::path path_;
};

std::string content_of(const std::filesystem::path& file);

}  // namespace fipsprobe::test
