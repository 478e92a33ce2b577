#include "harness/host/external_tool.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "harness/host/spawn_actions.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kMaxOutput = std::size_t{16} << 20U;

using Clock = std::chrono::steady_clock;

std::optional<std::string> program_named(const std::string& name) {
  for (const char* const folder : {"/usr/bin/", "/bin/"}) {
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
    if (kill_) ::kill(process_, SIGKILL);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  void let_end() { kill_ = false; }

 private:
  pid_t process_;
  bool kill_ = true;
};

std::optional<pid_t> start(const std::string& program, const std::vector<std::string>& words, int output) {
  SpawnActions actions;
  actions.give_nothing(STDIN_FILENO, O_RDONLY);
  actions.give(output, STDOUT_FILENO);
  actions.give_nothing(STDERR_FILENO, O_WRONLY);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));  // posix_spawn changes none
  arguments.push_back(nullptr);
  std::string locale = "LC_ALL=C", path = "PATH=/usr/bin:/bin";
  std::array<char*, 3> environment = {locale.data(), path.data(), nullptr};
  SpawnAttributes attributes;
  pid_t process = 0;
  if (::posix_spawn(&process, program.c_str(), actions.get(), attributes.get(), arguments.data(), environment.data()) != 0) {
    return std::nullopt;
  }
  return process;
}

// read_all reads until the end of the output; nullopt at the time limit, the size limit or an error.
std::optional<std::string> read_all(int descriptor, Clock::time_point deadline) {
  std::string text;
  std::array<char, 65536> part{};
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return std::nullopt;
    pollfd wait{descriptor, POLLIN, 0};
    const int ready = ::poll(&wait, 1, static_cast<int>(left));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return std::nullopt;
    const ssize_t got = ::read(descriptor, part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) return text;
    text.append(part.data(), static_cast<std::size_t>(got));
    if (text.size() > kMaxOutput) return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> run_tool(const std::vector<std::string>& words, std::chrono::milliseconds time_limit) {
  if (words.empty()) return std::nullopt;
  const auto program = program_named(words.front());
  Pipe output;
  if (!program || !output) return std::nullopt;
  const auto process = start(*program, words, output.write_end());
  output.close_write_end();
  if (!process) return std::nullopt;
  Child child(*process);
  auto text = read_all(output.read_end(), Clock::now() + time_limit);
  if (text) child.let_end();
  return text;
}

}  // namespace fipsprobe
