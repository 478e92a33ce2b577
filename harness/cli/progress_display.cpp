#include "harness/cli/progress_display.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace fipsprobe {
namespace {

std::string name_of_instance(const Instance& instance) {
  return instance.path.empty() ? instance.family : std::filesystem::path(instance.path).filename().string();
}

}  // namespace

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

void ProgressDisplay::draw() { line_.draw(done_, tasks_, fmt::format("{}/{} {}", done_, tasks_, doing_)); }

}  // namespace fipsprobe
