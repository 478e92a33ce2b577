#include "harness/vectors/byte_stream.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <system_error>

#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

// One call of zlib takes an unsigned int of bytes.
constexpr std::size_t kMaxRead = 1U << 20U;

std::string reason_of(int error) { return std::generic_category().message(error); }

class FileStream : public ByteStream {
 public:
  FileStream(gzFile file, std::string name) : file_(file), name_(std::move(name)) {}
  ~FileStream() override { gzclose_r(file_); }
  FileStream(const FileStream&) = delete;
  FileStream& operator=(const FileStream&) = delete;

  std::size_t read(std::span<char> buffer) override {
    const int count = gzread(file_, buffer.data(), static_cast<unsigned>(std::min(buffer.size(), kMaxRead)));
    int code = Z_OK;
    const char* const words = gzerror(file_, &code);  // a file that is cut off gives its last bytes together with Z_BUF_ERROR
    if (code == Z_ERRNO) throw InputError(name_, 0, "cannot be read: " + reason_of(errno));
    if (count < 0 || code != Z_OK) throw InputError(name_, 0, "cannot be unpacked: " + std::string(words));
    return static_cast<std::size_t>(count);
  }

 private:
  gzFile file_;
  std::string name_;
};

class PackedStream : public ByteStream {
 public:
  PackedStream(std::string_view packed, std::string name) : name_(std::move(name)) {
    if (packed.size() > std::numeric_limits<uInt>::max()) throw InputError(name_, 0, "too large to be unpacked");
    // zlib's type has no const: it reads only.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // NOLINT
    stream_.avail_in = static_cast<uInt>(packed.size());
    constexpr int gzip = 16;
    if (inflateInit2(&stream_, gzip + MAX_WBITS) != Z_OK) throw InputError(name_, 0, "zlib does not start");
  }
  ~PackedStream() override { inflateEnd(&stream_); }
  PackedStream(const PackedStream&) = delete;
  PackedStream& operator=(const PackedStream&) = delete;

  std::size_t read(std::span<char> buffer) override {
    if (ended_) return 0;
    const std::size_t size = std::min(buffer.size(), kMaxRead);
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());  // NOLINT(*-reinterpret-cast): same object representation
    stream_.avail_out = static_cast<uInt>(size);
    const int code = inflate(&stream_, Z_SYNC_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END) throw InputError(name_, 0, "cannot be unpacked: damaged or cut off");
    ended_ = code == Z_STREAM_END;
    return size - stream_.avail_out;
  }

 private:
  z_stream stream_{};
  std::string name_;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<ByteStream> open_file(const std::filesystem::path& path, const std::string& name) {
  // O_NONBLOCK: opening a FIFO must not wait for its writer.
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (descriptor < 0) throw InputError(name, 0, "cannot be opened: " + reason_of(errno));
  struct stat status {};
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    close(descriptor);
    throw InputError(name, 0, "is not a regular file");
  }
  gzFile const file = gzdopen(descriptor, "rb");
  if (file == nullptr) {
    close(descriptor);
    throw InputError(name, 0, "cannot be opened: out of memory");
  }
  gzbuffer(file, 128U * 1024U);
  return std::make_unique<FileStream>(file, name);
}

std::unique_ptr<ByteStream> open_packed(std::string_view packed, const std::string& name) {
  return std::make_unique<PackedStream>(packed, name);
}

}  // namespace fipsprobe
