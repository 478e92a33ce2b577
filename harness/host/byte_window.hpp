#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace fipsprobe {

// ByteSource hands over bytes from their start to their end. Throws Error for what cannot be read or unpacked.
class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // read fills the front of `buffer` and returns how many bytes it put there; 0 only at the end.
  virtual std::size_t read(std::span<std::uint8_t> buffer) = 0;
};

// ByteWindow shows the next bytes of a source before they are taken, and counts those that were. The source must outlive it.
class ByteWindow {
 public:
  explicit ByteWindow(ByteSource& source) : source_(source) {}

  // peek returns at least `count` bytes (at most kWidest), or fewer when the source ends before; all that is there when more
  // is there already. They stay valid until the next call.
  std::span<const std::uint8_t> peek(std::size_t count);

  // skip takes `count` bytes; false when the source ends before.
  bool skip(std::uint64_t count);

  // offset returns how many bytes were taken.
  std::uint64_t offset() const { return offset_; }

  static constexpr std::size_t kWidest = std::size_t{64} << 10U;

 private:
  ByteSource& source_;
  std::vector<std::uint8_t> held_;  // bytes before begin_ were taken
  std::size_t begin_ = 0;
  std::uint64_t offset_ = 0;
};

}  // namespace fipsprobe
