#include "harness/bench/cycle_counter.hpp"

#include <fmt/format.h>
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace fipsprobe {
namespace {

std::string words_for(int error) {
  switch (error) {
    case EACCES:
    case EPERM: return "perf_event_open: not permitted: run as root, or set the sysctl kernel.perf_event_paranoid to 1 or less";
    case ENOENT:
    case ENODEV:
    case EOPNOTSUPP: return "perf_event_open: no cycle counter here: virtual machines often have none";
    case ENOSYS: return "perf_event_open: this kernel or emulator has no such call";
    default: return fmt::format("perf_event_open: {}", std::strerror(error));
  }
}

}  // namespace

CycleCounter::CycleCounter() {
  perf_event_attr wanted{};
  wanted.type = PERF_TYPE_HARDWARE;
  wanted.size = sizeof wanted;
  wanted.config = PERF_COUNT_HW_CPU_CYCLES;
  wanted.exclude_hv = 1;
  wanted.read_format = PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING;
  descriptor_ = static_cast<int>(::syscall(SYS_perf_event_open, &wanted, 0, -1, -1, PERF_FLAG_FD_CLOEXEC));
  if (descriptor_ < 0) why_not_ = words_for(errno);
}

CycleCounter::~CycleCounter() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<std::uint64_t> CycleCounter::read() const {
  std::array<std::uint64_t, 3> values{};  // count, time enabled, time running
  if (descriptor_ < 0 || ::read(descriptor_, values.data(), sizeof values) != sizeof values) return std::nullopt;
  if (values[1] != values[2]) return std::nullopt;
  return values[0];
}

}  // namespace fipsprobe
