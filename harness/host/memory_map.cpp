#include "harness/host/memory_map.hpp"

#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <tuple>

#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

constexpr std::string_view kDeletedMark = " (deleted)";

// next_field takes the text up to the next space and all spaces behind it.
std::string_view next_field(std::string_view& rest) {
  const std::size_t end = std::min(rest.find(' '), rest.size());
  const std::string_view field = rest.substr(0, end);
  rest.remove_prefix(std::min(rest.find_first_not_of(' ', end), rest.size()));
  return field;
}

// mapped_file_of reads "7f12-7f34 r-xp 00001000 08:01 1234      /usr/lib/libz.so".
std::optional<MappedFile> mapped_file_of(std::string_view line) {
  std::array<std::string_view, 5> fields;
  for (std::string_view& field : fields) field = next_field(line);
  const auto& [range, permissions, offset, device, inode] = fields;
  if (!line.starts_with('/') || permissions.size() < 4) return std::nullopt;
  MappedFile file;
  const auto [end, error] = std::from_chars(inode.data(), inode.data() + inode.size(), file.inode);
  if (error != std::errc() || end != inode.data() + inode.size() || file.inode == 0) return std::nullopt;
  file.deleted = line.ends_with(kDeletedMark);
  if (file.deleted) line.remove_suffix(kDeletedMark.size());
  file.path = line;
  file.code = permissions[2] == 'x';
  file.device = device;
  file.range = range;
  return file;
}

}  // namespace

std::vector<MappedFile> mapped_files_in(std::string_view maps) {
  std::vector<MappedFile> files;
  std::map<std::tuple<std::string, std::string, std::uint64_t, bool>, std::size_t> known;
  for (const std::string_view line : lines_of(maps)) {
    std::optional<MappedFile> file = mapped_file_of(line);
    if (!file) continue;
    const auto [at, is_new] = known.try_emplace({file->path, file->device, file->inode, file->deleted}, files.size());
    if (is_new) {
      files.push_back(std::move(*file));
    } else {
      files[at->second].code = files[at->second].code || file->code;
    }
  }
  return files;
}

}  // namespace fipsprobe
