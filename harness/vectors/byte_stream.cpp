#include "harness/vectors/byte_stream.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kMaxRead = 1U << 20U;  // bytes of one call; zlib takes an unsigned int

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
  PackedStream(std::string_view packed, std::string name)
      : packed_{packed.data(), packed.size(), 0}, context_(ZSTD_createDCtx()), name_(std::move(name)) {
    if (context_ == nullptr) throw InputError(name_, 0, "libzstd does not start");
  }

  std::size_t read(std::span<char> buffer) override {
    if (ended_) return 0;
    ZSTD_outBuffer output{buffer.data(), std::min(buffer.size(), kMaxRead), 0};
    const std::size_t left = ZSTD_decompressStream(context_.get(), &output, &packed_);
    ended_ = left == 0;
    const bool is_cut_off = !ended_ && output.pos == 0 && packed_.pos == packed_.size;
    if (ZSTD_isError(left) != 0 || is_cut_off) throw InputError(name_, 0, "cannot be unpacked: damaged or cut off");
    return output.pos;
  }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };

  ZSTD_inBuffer packed_;
  std::unique_ptr<ZSTD_DCtx, Free> context_;
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
