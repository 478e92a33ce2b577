#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "harness/host/device_number.hpp"
#include "harness/host/fact_row.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/kernel_arguments.hpp"

// How the host was started, as far as FIPS mode depends on it.
namespace fipsprobe {
namespace {

Fact command_line(const std::filesystem::path& root) {
  const TextFile file = read_text_file(under(root, "/proc/cmdline"));
  if (!file.text) return Fact::unknown(file.why(), {});
  return Fact::of(std::string(trimmed(*file.text)), {});
}

// argument gives the value after the last NAME=, or kAbsent.
Fact argument(const std::filesystem::path& root, std::string_view name) {
  const Fact line = command_line(root);
  return line.value ? Fact::of(kernel_argument(*line.value, name), {}) : line;
}

Fact argument_device(const std::filesystem::path& root) {
  const Fact value = argument(root, "boot");
  return value.value ? boot_argument_device(root, *value.value) : value;
}

Fact boot_device(const std::filesystem::path& root) {
  std::error_code error;
  if (!std::filesystem::exists(under(root, "/boot"), error) && !error) return Fact::of(std::string(kAbsent), {});
  return file_system_device(root, "/boot");
}

// dracut's FIPS module needs boot=DEVICE exactly when /boot is a file system of its own.
Fact boot_separate(const std::filesystem::path& root) {
  struct stat of_root {};
  struct stat of_boot {};
  if (::stat(root.c_str(), &of_root) != 0) return Fact::unknown(std::generic_category().message(errno), {});
  if (::stat(under(root, "/boot").c_str(), &of_boot) != 0) {
    if (errno == ENOENT) return Fact::of("absent", {});
    return Fact::unknown(std::generic_category().message(errno), {});
  }
  return Fact::of(of_root.st_dev == of_boot.st_dev ? "no" : "yes", {});
}

constexpr std::array kBootRows = {
    FactRow{"boot.command_line", "/proc/cmdline", "the kernel's command line", command_line},
    FactRow{"boot.fips_argument", "/proc/cmdline", "value of fips= on the command line, or absent",
            [](const std::filesystem::path& root) { return argument(root, "fips"); }},
    FactRow{"boot.boot_argument", "/proc/cmdline", "value of boot= on the command line, or absent",
            [](const std::filesystem::path& root) { return argument(root, "boot"); }},
    FactRow{"boot.argument_device", "/dev/disk, /dev", "number of the device that boot= names, absent, or none and why",
            argument_device},
    FactRow{"boot.device", "stat(2) of /boot", "number of the device that holds /boot, or absent", boot_device},
    FactRow{"boot.separate", "stat(2) of / and /boot", "yes: /boot is a file system of its own; no; absent: there is no /boot",
            boot_separate},
};

}  // namespace

std::span<const FactRow> boot_facts() { return kBootRows; }

}  // namespace fipsprobe
