#include "harness/host/external_tool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <thread>

#include "harness/host/spawn_actions.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kMaxOutput = std::size_t{16} << 20U;
constexpr std::size_t kMaxErrors = std::size_t{64} << 10U;

using Clock = std::chrono::steady_clock;

std::optional<std::string> program_named(const std::string& name) {
  for (const char* const folder : {"/usr/bin/", "/bin/", "/usr/sbin/", "/sbin/"}) {
    std::string path = folder + name;
    if (::access(path.c_str(), X_OK) == 0) return path;
  }
  return std::nullopt;
}

class Pipe {
 public:
  Pipe() : open_(::pipe2(ends_.data(), O_CLOEXEC) == 0) {}
  ~Pipe() {
    close_write_end();
    if (open_) ::close(ends_[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  explicit operator bool() const { return open_; }
  int read_end() const { return ends_[0]; }
  int write_end() const { return ends_[1]; }
  void close_write_end() {
    if (open_ && ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
  bool open_ = false;
};

// The worker's blocked and ignored signals are not the tool's business.
class SpawnAttributes {
 public:
  SpawnAttributes() {
    sigset_t none, all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_init(&attributes_);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes_); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  posix_spawnattr_t* get() { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

// Child is a process that is always waited for, and killed first when it was not done.
class Child {
 public:
  explicit Child(pid_t process) : process_(process) {}
  ~Child() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // exit_code waits until the process has ended; nullopt when it has not at the deadline.
  std::optional<int> exit_code(Clock::time_point deadline) {
    for (auto pause = std::chrono::microseconds(100);; pause = std::min<std::chrono::microseconds>(2 * pause, kLongestPause)) {
      int status = 0;
      const pid_t ended = ::waitpid(process_, &status, WNOHANG);
      if (ended == process_) {
        process_ = 0;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
      }
      if (ended < 0 && errno != EINTR) return std::nullopt;
      if (Clock::now() >= deadline) return std::nullopt;
      std::this_thread::sleep_for(pause);
    }
  }

 private:
  static constexpr std::chrono::microseconds kLongestPause{10000};
  pid_t process_;
};

std::optional<pid_t> start(const std::string& program, const std::vector<std::string>& words, int output, int errors) {
  SpawnActions actions;
  actions.give_nothing(STDIN_FILENO, O_RDONLY);
  actions.give(output, STDOUT_FILENO);
  actions.give(errors, STDERR_FILENO);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));  // posix_spawn changes none
  arguments.push_back(nullptr);
  std::string locale = "LC_ALL=C", path = "PATH=/usr/bin:/bin:/usr/sbin:/sbin";
  std::array<char*, 3> environment = {locale.data(), path.data(), nullptr};
  SpawnAttributes attributes;
  pid_t process = 0;
  if (::posix_spawn(&process, program.c_str(), actions.get(), attributes.get(), arguments.data(), environment.data()) != 0) {
    return std::nullopt;
  }
  return process;
}

// Streams are the two that a tool writes to.
struct Streams {
  std::string output, errors;
  std::string why_failed;  // why they were not read to their end
};

// read_part appends what is there to read; false at the end of the stream, or an error.
bool read_part(int descriptor, std::string& text) {
  std::array<char, 65536> part{};
  const ssize_t got = ::read(descriptor, part.data(), part.size());
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) return false;
  text.append(part.data(), static_cast<std::size_t>(got));
  return true;
}

// read_streams reads until both have ended, the time or the size limit.
Streams read_streams(int output, int errors, Clock::time_point deadline) {
  Streams streams;
  std::array<pollfd, 2> waits = {pollfd{output, POLLIN, 0}, pollfd{errors, POLLIN, 0}};
  while (waits[0].fd >= 0 || waits[1].fd >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    const int ready = left <= 0 ? 0 : ::poll(waits.data(), waits.size(), static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      streams.why_failed = "was not done in time, and was stopped";
      return streams;
    }
    if (waits[0].revents != 0 && !read_part(output, streams.output)) waits[0].fd = -1;
    if (waits[1].revents != 0 && !read_part(errors, streams.errors)) waits[1].fd = -1;
    if (streams.errors.size() > kMaxErrors) streams.errors.resize(kMaxErrors);
    if (streams.output.size() > kMaxOutput) {
      streams.why_failed = fmt::format("wrote more than {} MiB, and was stopped", kMaxOutput >> 20U);
      return streams;
    }
  }
  return streams;
}

ToolAnswer failed(std::string why) { return {.output = {}, .errors = {}, .exit_code = -1, .why_failed = std::move(why)}; }

}  // namespace

ToolAnswer ask_tool(const std::vector<std::string>& words, std::chrono::milliseconds time_limit) {
  if (words.empty()) return failed("no program was named");
  const auto program = program_named(words.front());
  if (!program) return failed(words.front() + " is not there");
  Pipe output, errors;
  if (!output || !errors) return failed(words.front() + " cannot be started: no pipe");
  const auto deadline = Clock::now() + time_limit;
  const auto process = start(*program, words, output.write_end(), errors.write_end());
  output.close_write_end();
  errors.close_write_end();
  if (!process) return failed(words.front() + " cannot be started");
  Child child(*process);
  Streams streams = read_streams(output.read_end(), errors.read_end(), deadline);
  if (!streams.why_failed.empty()) return failed(fmt::format("{} {}", words.front(), streams.why_failed));
  const auto exit_code = child.exit_code(deadline);
  if (!exit_code) return failed(words.front() + " was not done in time, and was stopped");
  return {.output = std::move(streams.output), .errors = std::move(streams.errors), .exit_code = *exit_code, .why_failed = {}};
}

std::optional<std::string> run_tool(const std::vector<std::string>& words, std::chrono::milliseconds time_limit) {
  ToolAnswer answer = ask_tool(words, time_limit);
  if (!answer.why_failed.empty()) return std::nullopt;
  return std::move(answer.output);
}

}  // namespace fipsprobe
