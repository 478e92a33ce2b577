#include "harness/host/device_number.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <system_error>

#include "harness/host/mount_table.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/kernel_arguments.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kMountInfoLimit = std::size_t{8} << 20U;

std::string words_of_error(int error) { return std::generic_category().message(error); }

std::optional<dev_t> block_device(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISBLK(status.st_mode)) return std::nullopt;
  return status.st_rdev;
}

// mounted_device finds the device that was mounted where the file system of `path` is seen.
std::optional<dev_t> mounted_device(const std::filesystem::path& root, std::string_view path) {
  const TextFile file = read_text_file(under(root, "/proc/self/mountinfo"), kMountInfoLimit);
  if (!file.text) return std::nullopt;
  const std::vector<Mount> mounts = mounts_in(*file.text);
  for (std::string_view point = path;; point = point.substr(0, std::max<std::size_t>(point.rfind('/'), 1))) {
    const auto mount = std::find_if(mounts.rbegin(), mounts.rend(), [&](const Mount& one) { return one.point == point; });
    if (mount != mounts.rend()) return block_device(under(root, mount->source));
    if (point == "/") return std::nullopt;
  }
}

// encoded writes a label as udev does in /dev/disk/by-label: what is not one of these characters becomes \xHH.
std::string encoded(std::string_view label) {
  std::string name;
  for (const char c : label) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                          std::string_view("#+-.:=@_").find(c) != std::string_view::npos ||
                          (static_cast<unsigned char>(c) >= 0x80);
    name += is_plain ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
  }
  return name;
}

struct Tag {
  std::string_view start;
  std::string_view folder;
};

constexpr std::array kTags = {Tag{"UUID=", "/dev/disk/by-uuid/"}, Tag{"LABEL=", "/dev/disk/by-label/"},
                              Tag{"PARTUUID=", "/dev/disk/by-partuuid/"}, Tag{"PARTLABEL=", "/dev/disk/by-partlabel/"}};

// place_of returns the path in /dev that a value stands for; empty for a value that dracut does not take.
std::string place_of(const std::string& value) {
  if (value.starts_with("/dev/")) return value;
  const auto* const tag =
      std::find_if(kTags.begin(), kTags.end(), [&](const Tag& one) { return value.starts_with(one.start); });
  if (tag == kTags.end()) return {};
  return std::string(tag->folder) + encoded(std::string_view(value).substr(tag->start.size()));
}

}  // namespace

std::string device_text(dev_t device) { return fmt::format("{}:{}", major(device), minor(device)); }

Fact file_system_device(const std::filesystem::path& root, std::string_view path) {
  const std::string source = fmt::format("stat(2) of {}", path);
  struct stat status {};
  if (::stat(under(root, path).c_str(), &status) != 0) return Fact::unknown(words_of_error(errno), source);
  if (major(status.st_dev) == 0) {
    const auto mounted = mounted_device(root, path);
    if (mounted) return Fact::of(device_text(*mounted), "/proc/self/mountinfo");
  }
  return Fact::of(device_text(status.st_dev), source);
}

Fact boot_argument_device(const std::filesystem::path& root, const std::string& value) {
  if (value == kAbsent) return Fact::of(value, "boot=");
  const std::string place = place_of(value);
  if (place.empty()) return Fact::of(fmt::format("none: \"{}\" is no device that dracut would take", value), "boot=");
  if (const auto device = block_device(under(root, place))) return Fact::of(device_text(*device), place);
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::path(place).parent_path();
  if (!std::filesystem::is_directory(under(root, folder.string()), error))
    return Fact::unknown(fmt::format("there is no {} to look it up in", folder.string()), place);
  return Fact::of(fmt::format("none: {} is no block device", place), place);
}

}  // namespace fipsprobe
