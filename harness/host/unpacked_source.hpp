#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "harness/host/byte_window.hpp"

namespace fipsprobe {

// PackFormat is how the Linux kernel may find an initramfs packed: lib/decompress.c of its source. `cpio` is not packed.
enum class PackFormat { cpio, gzip, xz, lzma, zstd, bzip2, lz4, lzop, none };

std::string_view name_of(PackFormat format);

// pack_format_of tells the format by its first bytes, of which it wants eight; none when it is none of them.
PackFormat pack_format_of(std::span<const std::uint8_t> start);

// unpacked_source unpacks one stream of gzip, xz, lzma or zstd from the window, which must outlive it, and takes no byte behind
// that stream. At most 128 MiB of memory are used. Throws Error for a format that is not read here; reading from it throws
// Error for data that is damaged or cut off.
std::unique_ptr<ByteSource> unpacked_source(PackFormat format, ByteWindow& packed);

}  // namespace fipsprobe
