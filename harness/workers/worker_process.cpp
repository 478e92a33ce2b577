#include "harness/workers/worker_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <vector>

#include "harness/host/spawn_actions.hpp"
#include "harness/model/errors.hpp"
#include "harness/workers/worker.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kMaxDiagnostics = 4000;

// above_standard duplicates a descriptor to a number that the worker's own descriptors do not use.
FileDescriptor above_standard(int descriptor) { return FileDescriptor(::fcntl(descriptor, F_DUPFD_CLOEXEC, 10)); }

std::string signal_text(int number) {
  const std::array<std::pair<int, const char*>, 8> names = {{{SIGABRT, "SIGABRT"},
                                                             {SIGSEGV, "SIGSEGV"},
                                                             {SIGBUS, "SIGBUS"},
                                                             {SIGILL, "SIGILL"},
                                                             {SIGFPE, "SIGFPE"},
                                                             {SIGKILL, "SIGKILL"},
                                                             {SIGTERM, "SIGTERM"},
                                                             {SIGTRAP, "SIGTRAP"}}};
  const auto* const found = std::ranges::find(names, number, &std::pair<int, const char*>::first);
  return found == names.end() ? fmt::format("signal {}", number) : found->second;
}

std::string exit_text(int status) {
  if (WIFSIGNALED(status)) return signal_text(WTERMSIG(status));
  if (WEXITSTATUS(status) == 0) return {};
  return fmt::format("exit code {}", WEXITSTATUS(status));
}

}  // namespace

WorkerProcess::WorkerProcess(const Environment& environment) : standard_error_(anonymous_file("fipsprobe-stderr")) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    throw Error("cannot make a socket pair for a worker");
  channel_ = Channel(FileDescriptor(ends[0]));
  const FileDescriptor theirs(ends[1]);
  const FileDescriptor socket = above_standard(theirs.get());
  const FileDescriptor page = above_standard(page_.descriptor());
  const FileDescriptor errors = above_standard(standard_error_.get());

  SpawnActions actions;
  actions.give_nothing(STDIN_FILENO, O_RDONLY);
  actions.give_nothing(STDOUT_FILENO, O_WRONLY);
  actions.give(errors.get(), STDERR_FILENO);
  actions.give(socket.get(), kChannelDescriptor);
  actions.give(page.get(), kPageDescriptor);

  std::vector<std::string> settings;
  settings.reserve(environment.size());
  for (const auto& [name, value] : environment) settings.push_back(fmt::format("{}={}", name, value));
  std::vector<char*> variables;
  variables.reserve(settings.size() + 1);
  for (std::string& setting : settings) variables.push_back(setting.data());
  variables.push_back(nullptr);

  std::string program = "fipsprobe";
  std::string command = "worker";
  const std::array<char*, 3> arguments = {program.data(), command.data(), nullptr};
  const int failed = ::posix_spawn(&process_, "/proc/self/exe", actions.get(), nullptr, arguments.data(), variables.data());
  if (failed != 0) throw Error(fmt::format("cannot start a worker process: {}", std::strerror(failed)));
}

WorkerProcess::~WorkerProcess() {
  stop();
  wait();
}

void WorkerProcess::stop() const {
  if (process_ > 0) ::kill(process_, SIGKILL);
}

std::string WorkerProcess::wait() {
  if (process_ <= 0) return {};
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  return exit_text(status);
}

std::string WorkerProcess::diagnostics() const {
  struct stat facts {};
  if (::fstat(standard_error_.get(), &facts) != 0) return {};
  const off_t start = std::max<off_t>(0, facts.st_size - static_cast<off_t>(kMaxDiagnostics));
  std::string text(static_cast<std::size_t>(facts.st_size - start), '\0');
  const ssize_t got = ::pread(standard_error_.get(), text.data(), text.size(), start);
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(0, got)));
  std::erase_if(text, [](char c) { return c != '\n' && (c < ' ' || c > '~'); });
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace fipsprobe
