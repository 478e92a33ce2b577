#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/host/file_handle.hpp"

namespace fipsprobe {

// ElfFile reads the parts of an ELF file that tell what it is (System V ABI, gABI chapters 4 and 5): both classes, both byte
// orders. Every offset and size in the file is checked against the file's end before it is used.
class ElfFile {
 public:
  // Opens the file and reads its header. Throws InputError "PATH: not a shared library: WHY" for anything that is no ELF file.
  explicit ElfFile(const std::filesystem::path& path);

  // architecture returns the name uname gives such a machine: x86_64, aarch64, i386, arm, ppc64le, s390x, ...; "machine N"
  // else.
  std::string architecture() const;

  // is_shared_library tells a library from a program, an object file and a core: ET_DYN and not a position-independent program.
  // Throws InputError when the program headers or the dynamic section lie outside the file.
  bool is_shared_library() const;

  // soname returns DT_SONAME; empty when the library has none. Throws as is_shared_library does.
  std::string soname() const;

  // Range is a part of the file, in bytes; it lies inside the file.
  struct Range {
    std::uint64_t offset = 0, size = 0;
  };

  // section returns where the content of the section of that name lies; nullopt when there is none. Throws InputError when the
  // section headers or that section lie outside the file.
  std::optional<Range> section(std::string_view name) const;

  // segments_end returns the offset behind the last byte of any segment: what comes after it is never loaded. Throws as
  // is_shared_library does.
  std::uint64_t segments_end() const;

  // is_wide tells an ELF64 file from an ELF32 one.
  bool is_wide() const { return wide_; }

 private:
  struct Segment {
    std::uint32_t type = 0;
    std::uint64_t offset = 0, address = 0, size = 0;
  };
  struct Section {
    std::uint64_t name = 0;  // offset in the table of names
    Range range;
  };
  struct DynamicEntry {
    std::uint64_t tag = 0, value = 0;
  };

  // number_at reads an unsigned integer of `width` bytes (1, 2, 4 or 8) in the file's byte order.
  std::uint64_t number_at(std::uint64_t offset, std::size_t width) const;
  std::uint64_t number_in_block(std::uint64_t offset, std::size_t width) const;
  std::string string_at(std::uint64_t offset, std::uint64_t limit) const;
  std::vector<Segment> segments() const;
  Segment segment_at(std::uint64_t offset) const;
  Section section_at(std::uint64_t offset) const;
  std::vector<DynamicEntry> dynamic_entries() const;
  std::optional<std::uint64_t> dynamic_value(std::uint64_t tag) const;
  std::optional<std::uint64_t> offset_of(std::uint64_t address) const;
  [[noreturn]] void fail(const std::string& why) const;

  static constexpr std::size_t kBlock = 4096;

  std::filesystem::path path_;
  FileHandle file_;
  // The block that was read last: headers and dynamic sections are read number by number.
  mutable std::array<unsigned char, kBlock> block_{};
  mutable std::uint64_t block_at_ = 0;
  mutable std::size_t block_size_ = 0;
  std::uint64_t size_ = 0;
  bool wide_ = false;
  bool big_endian_ = false;
  std::uint16_t type_ = 0;
  std::uint16_t machine_ = 0;
};

}  // namespace fipsprobe
