#include "harness/cli/bench_progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace fipsprobe {
namespace {

constexpr std::size_t kBenchBarWidth = 20;
constexpr std::size_t kBenchMaxText = 34;
constexpr const char* kBenchClearLine = "\r\x1b[K";
constexpr std::chrono::milliseconds kInterval{250};

}  // namespace

BenchProgress::BenchProgress(bool quiet) : shown_(!quiet && ::isatty(STDERR_FILENO) == 1) {}

BenchProgress::~BenchProgress() {
  if (shown_) std::fputs(kBenchClearLine, stderr);
}

void BenchProgress::progress(std::size_t done, std::size_t all, double seconds_left, const std::string& what) {
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || all == 0 || now - last_ < kInterval) return;
  last_ = now;
  const std::size_t filled = kBenchBarWidth * done / all;
  fmt::print(stderr, "{}[{:#<{}}{:.<{}}] {:<{}} {}", kBenchClearLine, "", filled, "", kBenchBarWidth - filled,
             what.substr(0, kBenchMaxText), kBenchMaxText, time_left_text(seconds_left));
  std::fflush(stderr);
}

std::string time_left_text(double seconds) {
  if (seconds < 0) return {};
  const auto whole = static_cast<long>(std::ceil(seconds));
  if (whole < 60) return fmt::format("about {} s left", whole);
  return fmt::format("about {} min {} s left", whole / 60, whole % 60);
}

}  // namespace fipsprobe
