#include "harness/cli/progress_display.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

namespace fipsprobe {
namespace {

constexpr std::size_t kProgressBarWidth = 24;
constexpr std::size_t kProgressMaxText = 52;  // bar and text fit a terminal of 80 columns
constexpr const char* kProgressClearLine = "\r\x1b[K";

std::string name_of_instance(const Instance& instance) {
  return instance.path.empty() ? instance.family : std::filesystem::path(instance.path).filename().string();
}

}  // namespace

ProgressDisplay::ProgressDisplay(std::size_t tasks, bool quiet)
    : tasks_(tasks), shown_(!quiet && tasks > 0 && ::isatty(STDERR_FILENO) == 1) {}

ProgressDisplay::~ProgressDisplay() {
  if (shown_) std::fputs(kProgressClearLine, stderr);
}

void ProgressDisplay::started(const RunPlan& plan, Task task) {
  const std::lock_guard lock(guard_);
  doing_ = fmt::format("{} {} {}", name_of_instance(plan.instance), name_of(plan.mode), fipsprobe::name_of(task));
  draw();
}

void ProgressDisplay::finished(const RunPlan&, Task task) {
  const std::lock_guard lock(guard_);
  if (task != Task::verifications) ++done_;  // a second opinion, which nobody planned for
  draw();
}

void ProgressDisplay::draw() {
  if (!shown_) return;
  const std::size_t filled = kProgressBarWidth * done_ / tasks_;
  fmt::print(stderr, "{}[{:#<{}}{:.<{}}] {}/{} {}", kProgressClearLine, "", filled, "", kProgressBarWidth - filled, done_,
             tasks_, doing_.substr(0, kProgressMaxText));
  std::fflush(stderr);
}

}  // namespace fipsprobe
