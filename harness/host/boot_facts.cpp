#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "harness/host/fact_row.hpp"
#include "harness/host/text_file.hpp"

// How the host was started, as far as FIPS mode depends on it.
namespace fipsprobe {
namespace {

Fact command_line(const std::filesystem::path& root) {
  const TextFile file = read_text_file(under(root, "/proc/cmdline"));
  if (!file.text) return Fact::unknown(file.why(), {});
  return Fact::of(std::string(trimmed(*file.text)), {});
}

// argument gives the value after the last NAME=, which is the one the kernel's parser keeps; "absent" when there is none.
Fact argument(const std::filesystem::path& root, std::string_view name) {
  const TextFile file = read_text_file(under(root, "/proc/cmdline"));
  if (!file.text) return Fact::unknown(file.why(), {});
  std::string value = "absent";
  for (const std::string_view word : words_of(*file.text)) {
    if (word == "--") break;  // what follows belongs to init
    if (word.starts_with(name) && word.size() > name.size() && word[name.size()] == '=') value = word.substr(name.size() + 1);
  }
  return Fact::of(value, {});
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

constexpr std::array kRows = {
    FactRow{"boot.command_line", "/proc/cmdline", "the kernel's command line", command_line},
    FactRow{"boot.fips_argument", "/proc/cmdline", "value of fips= on the command line, or absent",
            [](const std::filesystem::path& root) { return argument(root, "fips"); }},
    FactRow{"boot.boot_argument", "/proc/cmdline", "value of boot= on the command line, or absent",
            [](const std::filesystem::path& root) { return argument(root, "boot"); }},
    FactRow{"boot.separate", "stat(2) of / and /boot", "yes: /boot is a file system of its own; no; absent: there is no /boot",
            boot_separate},
};

}  // namespace

std::span<const FactRow> boot_facts() { return kRows; }

}  // namespace fipsprobe
