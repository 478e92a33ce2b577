#include "harness/cli/progress_line.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace fipsprobe {
namespace {

constexpr std::size_t kBarWidth = 20;
constexpr std::size_t kTextWidth = 79 - kBarWidth - 3;
constexpr const char* kClearLine = "\r\x1b[K";

}  // namespace

ProgressLine::ProgressLine(bool quiet) : is_shown_(!quiet && ::isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (is_shown_) std::fputs(kClearLine, stderr);
}

void ProgressLine::draw(std::size_t done, std::size_t all, const std::string& text) const {
  if (!is_shown_ || all == 0) return;
  const std::size_t filled = kBarWidth * done / all;
  fmt::print(stderr, "{}[{:#<{}}{:.<{}}] {}", kClearLine, "", filled, "", kBarWidth - filled, text.substr(0, kTextWidth));
  std::fflush(stderr);
}

}  // namespace fipsprobe
