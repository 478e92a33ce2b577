#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>

#include "harness/model/bytes.hpp"

namespace fipsprobe {

// AlignedBuffer holds what is measured: it begins at a cache line, so that no module is slower for where the allocator put its
// data. `skew` cache lines come before it: buffers that are read and written together are given different ones, since addresses
// that differ by a whole number of pages make some processors wait (4K aliasing).
class AlignedBuffer {
 public:
  explicit AlignedBuffer(std::size_t size, std::size_t skew = 0) : size_(size), skew_(skew * kLine) {
    memory_.reset(static_cast<std::uint8_t*>(::operator new (skew_ + size, std::align_val_t{kLine})));
    std::memset(memory_.get(), 0, skew_ + size);
  }
  explicit AlignedBuffer(ByteView content, std::size_t skew = 0) : AlignedBuffer(content.size(), skew) { fill(content); }

  // fill copies `content`, at most as long as the buffer, to its beginning.
  void fill(ByteView content) {
    if (!content.empty()) std::memcpy(data(), content.data(), content.size());
  }

  std::uint8_t* data() { return memory_.get() + skew_; }
  const std::uint8_t* data() const { return memory_.get() + skew_; }
  std::size_t size() const { return size_; }

  // first returns the first `count` bytes.
  Bytes first(std::size_t count) const { return {data(), data() + count}; }
  Bytes bytes() const { return first(size_); }

 private:
  static constexpr std::size_t kLine = 64;

  struct Free {
    void operator()(std::uint8_t* memory) const { ::operator delete (memory, std::align_val_t{kLine}); }
  };

  std::size_t size_;
  std::size_t skew_;
  std::unique_ptr<std::uint8_t, Free> memory_;
};

}  // namespace fipsprobe
