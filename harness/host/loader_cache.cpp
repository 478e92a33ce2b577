#include "harness/host/loader_cache.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

namespace fipsprobe {
namespace {

constexpr std::string_view kOldMagic = "ld.so-1.7.0";
constexpr std::string_view kNewMagic = "glibc-ld.so.cache1.1";

// Format is the layout of one of the two: sizes and offsets in bytes. Integers are in the host's byte order.
struct Format {
  std::size_t count_at;    // of the number of entries
  std::size_t entries_at;  // of the first entry
  std::size_t entry_size;  // flags, then the offsets of soname and path as 32-bit numbers, then more in the new format
};
constexpr Format kOld = {12, 16, 12};
constexpr Format kNew = {20, 48, 24};

std::optional<std::uint32_t> number_at(std::string_view bytes, std::size_t offset) {
  std::uint32_t number = 0;
  if (bytes.size() < sizeof number || offset > bytes.size() - sizeof number) return std::nullopt;
  std::memcpy(&number, bytes.data() + offset, sizeof number);
  return number;
}

std::optional<std::string> name_at(std::string_view bytes, std::optional<std::uint32_t> offset) {
  if (!offset || *offset >= bytes.size()) return std::nullopt;
  const std::string_view rest = bytes.substr(*offset);
  const std::size_t end = rest.find('\0');
  if (end == std::string_view::npos || end == 0) return std::nullopt;
  return std::string(rest.substr(0, end));
}

// entry_count gives the number in the header, or 0 when the bytes cannot hold as many: a truncated cache has no meaning, as the
// names of the old format count from the end of the entries.
std::size_t entry_count(std::string_view bytes, const Format& format) {
  if (bytes.size() <= format.entries_at) return 0;
  const std::size_t promised = number_at(bytes, format.count_at).value_or(0);
  return promised <= (bytes.size() - format.entries_at) / format.entry_size ? promised : 0;
}

// entries_of reads all entries; the offsets of names count from `names`.
std::vector<CachedLibrary> entries_of(std::string_view bytes, const Format& format, std::string_view names) {
  std::vector<CachedLibrary> entries;
  const std::size_t count = entry_count(bytes, format);
  for (std::size_t at = 0; at < count; ++at) {
    const std::size_t offset = format.entries_at + at * format.entry_size;
    auto soname = name_at(names, number_at(bytes, offset + 4));
    auto path = name_at(names, number_at(bytes, offset + 8));
    if (soname && path) entries.push_back({std::move(*soname), std::move(*path)});
  }
  return entries;
}

// In a file of both, the new part starts after the old entries at the next multiple of 8: the alignment of its own entries.
std::string_view new_part_of(std::string_view bytes) {
  if (bytes.starts_with(kNewMagic)) return bytes;
  const std::size_t end = kOld.entries_at + entry_count(bytes, kOld) * kOld.entry_size;
  const std::size_t start = (end + 7) / 8 * 8;
  if (start >= bytes.size() || !bytes.substr(start).starts_with(kNewMagic)) return {};
  return bytes.substr(start);
}

}  // namespace

std::vector<CachedLibrary> loader_cache_in(std::string_view bytes) {
  const std::string_view new_part =
      bytes.starts_with(kOldMagic) || bytes.starts_with(kNewMagic) ? new_part_of(bytes) : std::string_view{};
  if (!new_part.empty()) return entries_of(new_part, kNew, new_part);
  if (!bytes.starts_with(kOldMagic)) return {};
  const std::size_t names = kOld.entries_at + entry_count(bytes, kOld) * kOld.entry_size;
  return entries_of(bytes, kOld, bytes.substr(std::min(names, bytes.size())));
}

}  // namespace fipsprobe
