#include "tests/support/program.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace fipsprobe::test {
namespace {

[[noreturn]] void become_apart(const std::vector<std::string>& words, const std::map<std::string, std::string>& variables,
                               const TemporaryFolder& folder) {
  const int nothing = ::open("/dev/null", O_RDONLY);
  const int output = ::open((folder.path() / "output").c_str(), O_CREAT | O_WRONLY, 0600);
  const int errors = ::open((folder.path() / "errors").c_str(), O_CREAT | O_WRONLY, 0600);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
  become(words);
}

}  // namespace

void become(const std::vector<std::string>& words) {
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execvp(arguments.front(), arguments.data());
  ::_exit(127);
}

ProgramResult run_program(const std::vector<std::string>& words, const std::map<std::string, std::string>& variables) {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) become_apart(words, variables, folder);
  int status = 0;
  ::waitpid(child, &status, 0);
  return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          .output = content_of(folder.path() / "output"),
          .errors = content_of(folder.path() / "errors")};
}

ProgramResult run_fipsprobe(std::vector<std::string> arguments, const std::map<std::string, std::string>& variables) {
  arguments.insert(arguments.begin(), FIPSPROBE_BINARY);
  return run_program(arguments, variables);
}

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "fipsprobe-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a temporary folder");
  path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& content) const {
  const std::filesystem::path file = path_ / name;
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
  return file.string();
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace fipsprobe::test
