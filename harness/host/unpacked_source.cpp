#include "harness/host/unpacked_source.hpp"

#include <fmt/format.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <string>

#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

struct Magic {
  PackFormat format;
  std::string_view start;
};

using namespace std::string_view_literals;

constexpr std::array kMagics = {Magic{PackFormat::cpio, "070701"sv},           Magic{PackFormat::cpio, "070702"sv},
                                Magic{PackFormat::gzip, "\x1f\x8b"sv},         Magic{PackFormat::xz, "\xfd\x37zXZ\0"sv},
                                Magic{PackFormat::zstd, "\x28\xb5\x2f\xfd"sv}, Magic{PackFormat::bzip2, "BZh"sv},
                                Magic{PackFormat::lzma, "\x5d\0\0"sv},         Magic{PackFormat::lz4, "\x02\x21\x4c\x18"sv},
                                Magic{PackFormat::lz4, "\x04\x22\x4d\x18"sv},  Magic{PackFormat::lzop, "\x89\x4c\x5a\x4f"sv}};

constexpr std::uint64_t kMemory = std::uint64_t{128} << 20U;
constexpr int kZstdWindow = 27;  // log2 of 128 MiB

[[noreturn]] void fail_damaged() { throw Error("the packed data is damaged"); }

std::span<const std::uint8_t> more_of(ByteWindow& packed) {
  const auto input = packed.peek(1);
  if (input.empty()) throw Error("the packed data ends in the middle");
  return input;
}

class GzipSource : public ByteSource {
 public:
  explicit GzipSource(ByteWindow& packed) : packed_(packed) {
    constexpr int gzip = 16;  // zlib.h: windowBits + 16 decodes only the gzip format
    if (::inflateInit2(&stream_, gzip + MAX_WBITS) != Z_OK) throw Error("zlib cannot be set up");
  }
  ~GzipSource() override { ::inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  std::size_t read(std::span<std::uint8_t> buffer) override {
    stream_.next_out = buffer.data();
    stream_.avail_out = static_cast<uInt>(buffer.size());
    while (!ended_ && stream_.avail_out == buffer.size()) step();
    return buffer.size() - stream_.avail_out;
  }

 private:
  void step() {
    const auto input = more_of(packed_);
    stream_.next_in = const_cast<Bytef*>(input.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast): zlib only reads it
    stream_.avail_in = static_cast<uInt>(input.size());
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    packed_.skip(input.size() - stream_.avail_in);
    if (result != Z_OK && result != Z_STREAM_END) fail_damaged();
    ended_ = result == Z_STREAM_END;
  }

  ByteWindow& packed_;
  z_stream stream_{};
  bool ended_ = false;
};

class XzSource : public ByteSource {
 public:
  XzSource(ByteWindow& packed, PackFormat format) : packed_(packed) {
    const lzma_ret result =
        format == PackFormat::xz ? ::lzma_stream_decoder(&stream_, kMemory, 0) : ::lzma_alone_decoder(&stream_, kMemory);
    if (result != LZMA_OK) throw Error("liblzma cannot be set up");
  }
  ~XzSource() override { ::lzma_end(&stream_); }
  XzSource(const XzSource&) = delete;
  XzSource& operator=(const XzSource&) = delete;

  std::size_t read(std::span<std::uint8_t> buffer) override {
    stream_.next_out = buffer.data();
    stream_.avail_out = buffer.size();
    while (!ended_ && stream_.avail_out == buffer.size()) step();
    return buffer.size() - stream_.avail_out;
  }

 private:
  void step() {
    const auto input = more_of(packed_);
    stream_.next_in = input.data();
    stream_.avail_in = input.size();
    const lzma_ret result = ::lzma_code(&stream_, LZMA_RUN);
    packed_.skip(input.size() - stream_.avail_in);
    if (result == LZMA_MEMLIMIT_ERROR) throw Error("the packed data needs more than 128 MiB of memory");
    if (result != LZMA_OK && result != LZMA_STREAM_END) fail_damaged();
    ended_ = result == LZMA_STREAM_END;
  }

  ByteWindow& packed_;
  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool ended_ = false;
};

class ZstdSource : public ByteSource {
 public:
  explicit ZstdSource(ByteWindow& packed) : packed_(packed), context_(::ZSTD_createDCtx()) {
    if (!context_ || ::ZSTD_isError(::ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kZstdWindow)) != 0)
      throw Error("libzstd cannot be set up");
  }

  std::size_t read(std::span<std::uint8_t> buffer) override {
    ZSTD_outBuffer output{buffer.data(), buffer.size(), 0};
    while (!ended_ && output.pos == 0) step(output);
    return output.pos;
  }

 private:
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ::ZSTD_freeDCtx(context); }
  };

  void step(ZSTD_outBuffer& output) {
    const auto there = more_of(packed_);
    ZSTD_inBuffer input{there.data(), there.size(), 0};
    const std::size_t result = ::ZSTD_decompressStream(context_.get(), &output, &input);
    packed_.skip(input.pos);
    if (::ZSTD_isError(result) != 0) throw Error(fmt::format("the packed data is damaged: {}", ::ZSTD_getErrorName(result)));
    ended_ = result == 0;
  }

  ByteWindow& packed_;
  std::unique_ptr<ZSTD_DCtx, Free> context_;
  bool ended_ = false;
};

}  // namespace

std::string_view name_of(PackFormat format) {
  constexpr std::array names = {"cpio"sv, "gzip"sv, "xz"sv, "lzma"sv, "zstd"sv, "bzip2"sv, "lz4"sv, "lzop"sv, "none"sv};
  return names.at(static_cast<std::size_t>(format));
}

PackFormat pack_format_of(std::span<const std::uint8_t> start) {
  const auto begins = [&](const Magic& magic) {
    return start.size() >= magic.start.size() &&
           std::equal(magic.start.begin(), magic.start.end(), start.begin(),
                      [](char one, std::uint8_t other) { return static_cast<std::uint8_t>(one) == other; });
  };
  const auto* const found = std::find_if(kMagics.begin(), kMagics.end(), begins);
  return found == kMagics.end() ? PackFormat::none : found->format;
}

std::unique_ptr<ByteSource> unpacked_source(PackFormat format, ByteWindow& packed) {
  switch (format) {
    case PackFormat::gzip: return std::make_unique<GzipSource>(packed);
    case PackFormat::xz:
    case PackFormat::lzma: return std::make_unique<XzSource>(packed, format);
    case PackFormat::zstd: return std::make_unique<ZstdSource>(packed);
    default: throw Error(fmt::format("it is packed with {}, which is not read here", name_of(format)));
  }
}

}  // namespace fipsprobe
