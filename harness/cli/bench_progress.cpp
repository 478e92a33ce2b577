#include "harness/cli/bench_progress.hpp"

#include <fmt/format.h>

#include <cmath>

namespace fipsprobe {
namespace {

constexpr std::size_t kWhatWidth = 32;
constexpr std::chrono::milliseconds kInterval{250};

}  // namespace

void BenchProgress::progress(std::size_t done, std::size_t all, double seconds_left, const std::string& what) {
  const auto now = std::chrono::steady_clock::now();
  if (!line_.is_shown() || now - last_ < kInterval) return;
  last_ = now;
  line_.draw(done, all, fmt::format("{:<{}} {}", what.substr(0, kWhatWidth), kWhatWidth, time_left_text(seconds_left)));
}

std::string time_left_text(double seconds) {
  if (seconds < 0) return {};
  const auto whole = static_cast<long>(std::ceil(seconds));
  if (whole < 60) return fmt::format("about {} s left", whole);
  return fmt::format("about {} min {} s left", whole / 60, whole % 60);
}

}  // namespace fipsprobe
