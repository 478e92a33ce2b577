#include "harness/host/embedded_mac.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "harness/host/elf_file.hpp"
#include "harness/host/file_digest.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::string_view kEmbeddedMacKind = "HMAC-SHA256, inside the file";
constexpr std::string_view kSection = ".rodata1";
constexpr std::string_view kNote = ".note.fdo.integrity";
constexpr std::size_t kEmbeddedMacMacSize = 32;
constexpr std::size_t kElfHeader = 64;   // of ELF64, the larger one
constexpr std::size_t kNoteHeader = 16;  // three numbers of four bytes, and "FDO" with its zero

// section_or_nothing takes what is no library, or no whole one any more, for a file without the section.
std::optional<ElfFile::Range> section_or_nothing(const std::string& library, std::string_view name) {
  try {
    return ElfFile(library).section(name);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

// Halves is a file with its MAC taken out: zeros stand in the place of the MAC.
struct Halves {
  std::string mac;      // hexadecimal digits
  std::string content;  // of the whole file
};

Halves halves_of(const std::string& library, ElfFile::Range mac) {
  Halves halves;
  halves.content = whole_file(library, kMaxChecked);
  if (mac.offset > halves.content.size() || mac.size > halves.content.size() - mac.offset)
    throw InputError(library, 0, "it changed while it was read");
  const auto from = halves.content.begin() + static_cast<std::ptrdiff_t>(mac.offset);
  const auto to = from + static_cast<std::ptrdiff_t>(mac.size);
  halves.mac = to_hex(as_bytes(std::string(from, to)));
  std::fill(from, to, '\0');
  return halves;
}

// clear_section_headers makes the ELF header say that there are none: e_shoff, e_shentsize, e_shnum and e_shstrndx.
void clear_section_headers(std::string& content, bool wide) {
  const auto clear = [&](std::size_t offset, std::size_t size) { content.replace(offset, size, size, '\0'); };
  clear(wide ? 40 : 32, wide ? 8 : 4);
  clear(wide ? 58 : 46, 6);
}

Comparison compare_note(const std::string& library, ElfFile::Range note, const std::vector<std::string_view>& keys) {
  if (note.size != kNoteHeader + kEmbeddedMacMacSize)
    return Comparison::unknown(
        fmt::format("its section {} has {} bytes, not {}", kNote, note.size, kNoteHeader + kEmbeddedMacMacSize));
  const ElfFile elf(library);
  Halves halves = halves_of(library, {note.offset + kNoteHeader, kEmbeddedMacMacSize});
  if (halves.content.size() < kElfHeader) throw InputError(library, 0, "it changed while it was read");
  clear_section_headers(halves.content, elf.is_wide());
  halves.content.resize(std::min<std::uint64_t>(halves.content.size(), elf.segments_end()));
  for (const std::string_view key : keys) {
    const Comparison comparison = compared(halves.mac, hmac_sha256(as_bytes(halves.content), as_bytes(key)));
    if (comparison.result == IntegrityFile::Result::match) return comparison;
  }
  // This way of computing was never tried on a vendor's file, so it does not prove that one was changed.
  return Comparison::unknown(fmt::format("the MAC in its section {} was not met by any known way to compute it", kNote));
}

}  // namespace

bool has_embedded_mac(const std::string& library) {
  const auto range = section_or_nothing(library, kSection);
  if (!range || range->size == 0 || range->size > kMaxIntegrityFile) return false;
  const std::string mac = halves_of(library, *range).mac;
  return mac.find_first_not_of('0') != std::string::npos;
}

Comparison compared_with_embedded_mac(const std::string& library, ByteView key) {
  const auto range = section_or_nothing(library, kSection);
  if (!range || range->size != kEmbeddedMacMacSize)
    return Comparison::unknown(
        fmt::format("its section {} has not the {} bytes of an HMAC-SHA256", kSection, kEmbeddedMacMacSize));
  const Halves halves = halves_of(library, *range);
  return compared(halves.mac, hmac_sha256(as_bytes(halves.content), key));
}

std::vector<IntegrityFile> check_libgcrypt_section(const std::string& library, const std::vector<std::string_view>& keys) {
  const auto note = section_or_nothing(library, kNote);
  if (note) return {integrity_row(library, library, kEmbeddedMacKind, [&] { return compare_note(library, *note, keys); })};
  if (keys.empty() || !has_embedded_mac(library)) return {};
  return {integrity_row(library, library, kEmbeddedMacKind,
                        [&] { return compared_with_embedded_mac(library, as_bytes(keys.front())); })};
}

}  // namespace fipsprobe
