#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace fipsprobe {

// ByteStream hands over a file's bytes from its start to its end. Gzip is unpacked on the way, so that memory stays small.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  // read fills the front of `buffer` and returns how many bytes it put there; 0 at the end. Throws InputError when the file
  // cannot be read or its packed data is damaged or cut off.
  virtual std::size_t read(std::span<char> buffer) = 0;
};

// open_file opens a plain or gzip file; `name` stands for it in errors. Throws InputError when it is no regular file or cannot
// be opened, with the system's reason.
std::unique_ptr<ByteStream> open_file(const std::filesystem::path& path, const std::string& name);

// open_packed unpacks one frame of Zstandard (RFC 8878) in memory, which must outlive the stream: the built-in set, which that
// reads several times faster than gzip.
std::unique_ptr<ByteStream> open_packed(std::string_view packed, const std::string& name);

}  // namespace fipsprobe
