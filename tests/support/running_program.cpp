#include "tests/support/running_program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

#include "tests/support/program.hpp"

namespace fipsprobe::test {
namespace {

constexpr int kWaitMilliseconds = 20000;

// line_from reads up to the first line's end; what came before the end of the pipe, or of the wait, when there is none.
std::string line_from(int descriptor) {
  std::string text;
  while (!text.ends_with('\n')) {
    pollfd waiting{descriptor, POLLIN, 0};
    char c = 0;
    if (::poll(&waiting, 1, kWaitMilliseconds) != 1 || ::read(descriptor, &c, 1) != 1) return text;
    text += c;
  }
  return text;
}

}  // namespace

RunningProgram::RunningProgram(const std::vector<std::string>& words) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(ends[1], STDERR_FILENO);
    become(words);
  }
  ::close(ends[1]);
  first_line_ = line_from(ends[0]);
  ::close(ends[0]);
  if (!first_line_.ends_with('\n')) throw std::runtime_error(words.front() + " did not get ready: " + first_line_);
  first_line_.pop_back();
}

RunningProgram::~RunningProgram() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

}  // namespace fipsprobe::test
