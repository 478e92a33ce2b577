#include "harness/host/byte_window.hpp"

#include <algorithm>

namespace fipsprobe {

std::span<const std::uint8_t> ByteWindow::peek(std::size_t count) {
  if (held_.size() - begin_ < count) {
    held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(begin_));
    begin_ = 0;
  }
  while (held_.size() < std::min(count, kWidest)) {
    const std::size_t before = held_.size();
    held_.resize(kWidest);
    const std::size_t got = source_.read(std::span(held_).subspan(before));
    held_.resize(before + got);
    if (got == 0) break;
  }
  return std::span<const std::uint8_t>(held_).subspan(begin_);
}

bool ByteWindow::skip(std::uint64_t count) {
  while (count > 0) {
    const std::size_t there = peek(1).size();
    if (there == 0) return false;
    const std::size_t taken = std::min<std::uint64_t>(there, count);
    begin_ += taken;
    offset_ += taken;
    count -= taken;
  }
  return true;
}

}  // namespace fipsprobe
