#include "harness/host/elf_file.hpp"

#include <elf.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <system_error>

#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

// A real library has a dozen segments and some forty dynamic entries.
constexpr std::uint64_t kMaxDynamicEntries = 4096;
constexpr std::uint64_t kMaxName = 4096;

// Values that older elf.h files lack.
constexpr std::uint64_t kDtFlags1 = 0x6ffffffb;
constexpr std::uint64_t kDf1Pie = 0x08000000;

struct MachineName {
  std::uint16_t machine;
  bool wide, big_endian;
  const char* name;
};
constexpr std::array kMachines = {
    MachineName{EM_X86_64, true, false, "x86_64"},   MachineName{EM_X86_64, false, false, "x32"},
    MachineName{EM_AARCH64, true, false, "aarch64"}, MachineName{EM_AARCH64, true, true, "aarch64_be"},
    MachineName{EM_386, false, false, "i386"},       MachineName{EM_ARM, false, false, "arm"},
    MachineName{EM_PPC64, true, false, "ppc64le"},   MachineName{EM_PPC64, true, true, "ppc64"},
    MachineName{EM_S390, true, true, "s390x"},       MachineName{243, true, false, "riscv64"},  // EM_RISCV
};

}  // namespace

ElfFile::ElfFile(const std::filesystem::path& path) : path_(path), file_(path) {
  if (!file_) throw InputError(path.string(), 0, std::generic_category().message(file_.error()));
  if (!file_.is_regular()) fail("not a regular file");
  size_ = file_.size();
  std::array<unsigned char, EI_NIDENT> ident{};
  if (size_ < ident.size() ||
      ::pread(file_.descriptor(), ident.data(), ident.size(), 0) != static_cast<ssize_t>(ident.size())) {
    fail("too short for an ELF file");
  }
  constexpr std::array<unsigned char, 4> magic = {0x7f, 'E', 'L', 'F'};
  if (!std::equal(magic.begin(), magic.end(), ident.begin())) fail("no ELF file");
  if (ident[EI_CLASS] != ELFCLASS32 && ident[EI_CLASS] != ELFCLASS64) fail("unknown ELF class");
  if (ident[EI_DATA] != ELFDATA2LSB && ident[EI_DATA] != ELFDATA2MSB) fail("unknown byte order");
  wide_ = ident[EI_CLASS] == ELFCLASS64;
  big_endian_ = ident[EI_DATA] == ELFDATA2MSB;
  type_ = static_cast<std::uint16_t>(number_at(16, 2));
  machine_ = static_cast<std::uint16_t>(number_at(18, 2));
}

std::string ElfFile::architecture() const {
  const auto* const row = std::ranges::find_if(kMachines, [this](const MachineName& known) {
    return known.machine == machine_ && known.wide == wide_ && known.big_endian == big_endian_;
  });
  return row == kMachines.end() ? "machine " + std::to_string(machine_) : row->name;
}

// A position-independent program is ET_DYN too. The linker marks it in DT_FLAGS_1; one linked before that mark existed has an
// interpreter and no soname, while libc.so.6, which can be run, has both.
bool ElfFile::is_shared_library() const {
  if (type_ != ET_DYN) return false;
  if ((dynamic_value(kDtFlags1).value_or(0) & kDf1Pie) != 0) return false;
  const auto all = segments();
  const bool interpreted = std::ranges::any_of(all, [](const Segment& segment) { return segment.type == PT_INTERP; });
  return !interpreted || dynamic_value(DT_SONAME).has_value();
}

std::string ElfFile::soname() const {
  const auto name = dynamic_value(DT_SONAME);
  if (!name) return {};
  const auto table = dynamic_value(DT_STRTAB);
  const std::uint64_t size = dynamic_value(DT_STRSZ).value_or(0);
  if (!table) fail("it has a soname but no string table");
  const auto offset = offset_of(*table);
  if (!offset) fail("its string table is in no segment");
  if (*name >= size) fail("its soname is outside the string table");
  return string_at(*offset + *name, size - *name);
}

std::uint64_t ElfFile::number_at(std::uint64_t offset, std::size_t width) const {
  if (offset > size_ || size_ - offset < width) fail("truncated");
  const bool is_held = offset >= block_at_ && offset - block_at_ + width <= block_size_;
  if (!is_held) {
    const ssize_t got = ::pread(file_.descriptor(), block_.data(), block_.size(), static_cast<off_t>(offset));
    block_at_ = offset;
    block_size_ = got < 0 ? 0 : static_cast<std::size_t>(got);
    if (block_size_ < width) fail("truncated");
  }
  return number_in_block(offset - block_at_, width);
}

std::uint64_t ElfFile::number_in_block(std::uint64_t offset, std::size_t width) const {
  std::uint64_t value = 0;
  for (std::size_t at = 0; at < width; ++at) value = (value << 8U) | block_.at(offset + (big_endian_ ? at : width - 1 - at));
  return value;
}

std::string ElfFile::string_at(std::uint64_t offset, std::uint64_t limit) const {
  if (offset >= size_) fail("truncated");
  std::string text(std::min({limit, kMaxName, size_ - offset}), '\0');
  const ssize_t got = ::pread(file_.descriptor(), text.data(), text.size(), static_cast<off_t>(offset));
  if (got < 0) fail("truncated");
  text.resize(static_cast<std::size_t>(got));
  const std::size_t end = text.find('\0');
  if (end == std::string::npos) fail("a name has no end");
  text.resize(end);
  return text;
}

std::vector<ElfFile::Segment> ElfFile::segments() const {
  const std::uint64_t table = number_at(wide_ ? 32 : 28, wide_ ? 8 : 4);  // e_phoff
  const std::uint64_t entry = number_at(wide_ ? 54 : 42, 2);              // e_phentsize
  const std::uint64_t count = number_at(wide_ ? 56 : 44, 2);              // e_phnum
  if (count > 0 && entry < (wide_ ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr))) fail("program headers too small");
  if (table > size_ || (size_ - table) / std::max<std::uint64_t>(entry, 1) < count)
    fail("truncated: program headers past the end");
  std::vector<Segment> all;
  for (std::uint64_t at = 0; at < count; ++at) all.push_back(segment_at(table + at * entry));
  return all;
}

ElfFile::Segment ElfFile::segment_at(std::uint64_t offset) const {
  const auto type = static_cast<std::uint32_t>(number_at(offset, 4));
  if (wide_) return {type, number_at(offset + 8, 8), number_at(offset + 16, 8), number_at(offset + 32, 8)};
  return {type, number_at(offset + 4, 4), number_at(offset + 8, 4), number_at(offset + 16, 4)};
}

std::uint64_t ElfFile::segments_end() const {
  std::uint64_t end = 0;
  for (const Segment& segment : segments()) {
    if (segment.offset > size_ || segment.size > size_ - segment.offset) fail("truncated: a segment past the end");
    end = std::max(end, segment.offset + segment.size);
  }
  return end;
}

std::optional<ElfFile::Range> ElfFile::section(std::string_view name) const {
  const std::uint64_t table = number_at(wide_ ? 40 : 32, wide_ ? 8 : 4);  // e_shoff
  const std::uint64_t entry = number_at(wide_ ? 58 : 46, 2);              // e_shentsize
  const std::uint64_t count = number_at(wide_ ? 60 : 48, 2);              // e_shnum
  const std::uint64_t names_at = number_at(wide_ ? 62 : 50, 2);           // e_shstrndx
  if (count == 0 || names_at >= count) return std::nullopt;
  if (entry < (wide_ ? sizeof(Elf64_Shdr) : sizeof(Elf32_Shdr))) fail("section headers too small");
  if (table > size_ || (size_ - table) / entry < count) fail("truncated: section headers past the end");
  const Range names = section_at(table + names_at * entry).range;
  if (names.offset > size_ || names.size > size_ - names.offset) fail("truncated: the sections' names past the end");
  for (std::uint64_t at = 0; at < count; ++at) {
    const Section each = section_at(table + at * entry);
    if (each.name >= names.size || string_at(names.offset + each.name, names.size - each.name) != name) continue;
    if (each.range.offset > size_ || each.range.size > size_ - each.range.offset) fail("truncated: a section past the end");
    return each.range;
  }
  return std::nullopt;
}

ElfFile::Section ElfFile::section_at(std::uint64_t offset) const {
  const std::uint64_t name = number_at(offset, 4);
  if (wide_) return {name, {number_at(offset + 24, 8), number_at(offset + 32, 8)}};
  return {name, {number_at(offset + 16, 4), number_at(offset + 20, 4)}};
}

std::vector<ElfFile::DynamicEntry> ElfFile::dynamic_entries() const {
  const auto all = segments();
  const auto dynamic = std::ranges::find(all, static_cast<std::uint32_t>(PT_DYNAMIC), &Segment::type);
  if (dynamic == all.end()) return {};
  if (dynamic->offset > size_ || size_ - dynamic->offset < dynamic->size) fail("truncated: dynamic section past the end");
  const std::size_t width = wide_ ? 8 : 4;
  const std::uint64_t count = std::min(dynamic->size / (2 * width), kMaxDynamicEntries);
  std::vector<DynamicEntry> entries;
  for (std::uint64_t at = 0; at < count; ++at) {
    const std::uint64_t offset = dynamic->offset + at * 2 * width;
    entries.push_back({number_at(offset, width), number_at(offset + width, width)});
    if (entries.back().tag == DT_NULL) break;
  }
  return entries;
}

std::optional<std::uint64_t> ElfFile::dynamic_value(std::uint64_t tag) const {
  const auto entries = dynamic_entries();
  const auto entry = std::ranges::find(entries, tag, &DynamicEntry::tag);
  if (entry == entries.end()) return std::nullopt;
  return entry->value;
}

std::optional<std::uint64_t> ElfFile::offset_of(std::uint64_t address) const {
  for (const Segment& segment : segments()) {
    if (segment.type != PT_LOAD || address < segment.address || address - segment.address >= segment.size) continue;
    const std::uint64_t within = address - segment.address;
    if (segment.offset > size_ || within >= size_ - segment.offset) fail("truncated: string table past the end");
    return segment.offset + within;
  }
  return std::nullopt;
}

void ElfFile::fail(const std::string& why) const { throw InputError(path_.string(), 0, "not a shared library: " + why); }

}  // namespace fipsprobe
