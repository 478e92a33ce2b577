#pragma once

#include <string>
#include <string_view>

namespace fipsprobe::openssl {

// MemoryFile is a file that only this process can name and that is gone with it: memfd_create(2).
class MemoryFile {
 public:
  // Throws Error when the kernel has no such files.
  explicit MemoryFile(std::string_view content);
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const;

 private:
  int descriptor_;
};

}  // namespace fipsprobe::openssl
