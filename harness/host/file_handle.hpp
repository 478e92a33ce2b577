#pragma once

#include <cstdint>
#include <filesystem>

namespace fipsprobe {

// FileHandle is a file opened for reading; it is closed when the handle goes. Opening never waits and changes nothing.
class FileHandle {
 public:
  explicit FileHandle(const std::filesystem::path& path);
  ~FileHandle();
  FileHandle(const FileHandle&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;

  explicit operator bool() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }
  int error() const { return error_; }  // errno of the failed open

  bool is_regular() const;
  std::uint64_t size() const;  // bytes, as the file system says

 private:
  int descriptor_ = -1;
  int error_ = 0;
};

}  // namespace fipsprobe
