#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "harness/host/byte_window.hpp"

namespace fipsprobe {

// CpioEntry is one file of an archive.
struct CpioEntry {
  std::string name;        // relative, without "./" or "/" before it; no part of it is ".."
  std::uint32_t mode = 0;  // st_mode of inode(7)
  std::uint64_t size = 0;  // bytes of its content
};

// CpioReader reads an archive of cpio's "newc" format, which is what an initramfs is made of
// (Documentation/driver-api/early-userspace/buffer-format.rst of the Linux source). It is strict: what is not of the form, and
// a name with a zero byte or ".." in it, throws Error, which says at which byte of the archive.
class CpioReader {
 public:
  explicit CpioReader(ByteWindow& window) : window_(window), start_(window.offset()) {}

  // next passes over what is left of the entry before and returns the next; nullopt behind the archive's trailer.
  std::optional<CpioEntry> next();

  // content returns the current entry's content, once. Throws Error when it has more than `limit` bytes (at most
  // ByteWindow::kWidest).
  std::string content(std::size_t limit);

 private:
  void skip(std::uint64_t count);
  void skip_padding();
  std::string take_text(std::size_t count);
  [[noreturn]] void fail(const std::string& what) const;

  ByteWindow& window_;
  std::uint64_t start_;       // offset of the archive's first byte
  std::uint64_t unread_ = 0;  // bytes of content that were not taken
};

}  // namespace fipsprobe
