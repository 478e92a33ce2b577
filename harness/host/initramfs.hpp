#pragma once

#include <cstdint>
#include <filesystem>

#include "harness/model/boot.hpp"

namespace fipsprobe {

// InitramfsLimits end the reading of an archive that is larger than any real one.
struct InitramfsLimits {
  std::uint64_t packed = std::uint64_t{1} << 30U;    // bytes of the file
  std::uint64_t unpacked = std::uint64_t{1} << 30U;  // bytes that come out of all its packed archives
  std::uint64_t files = 200'000;                     // entries of all its archives
  std::size_t segments = 64;                         // archives
};

// read_initramfs looks through an initramfs as the kernel unpacks it: one archive after another, first those with the
// processor's microcode, each plain or packed with gzip, xz, lzma or zstd. Nothing is written. Never throws for what the file
// contains: `why_unknown` then names the place. `root` is where the path, which is absolute, begins.
Initramfs read_initramfs(const std::string& path, const std::filesystem::path& root, const InitramfsLimits& limits = {});

}  // namespace fipsprobe
