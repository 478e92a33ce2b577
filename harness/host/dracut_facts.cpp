#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "harness/host/fact_row.hpp"
#include "harness/host/package.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/kernel_arguments.hpp"

// What this host makes an initramfs from, as far as FIPS mode needs it, and what changes libraries behind their checksums.
namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kModules = "/usr/lib/dracut/modules.d";

bool is_there(const fs::path& root, std::string_view path) {
  std::error_code error;
  return fs::exists(under(root, path), error);
}

// first_of returns the first of the paths that is there, or kAbsent.
Fact first_of(const fs::path& root, std::initializer_list<std::string_view> paths) {
  for (const std::string_view path : paths) {
    if (is_there(root, path)) return Fact::of(std::string(path), std::string(path));
  }
  return Fact::of(std::string(kAbsent), {});
}

Fact dracut_program(const fs::path& root) { return first_of(root, {"/usr/bin/dracut", "/usr/sbin/dracut", "/sbin/dracut"}); }

// fips_module finds the script that puts FIPS mode into an initramfs: in a folder "01fips".
Fact fips_module(const fs::path& root) {
  std::error_code error;
  for (fs::directory_iterator at(under(root, kModules), error); !error && at != fs::directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    const bool is_it = name.size() > 2 && name.substr(2) == "fips";
    if (is_it) return Fact::of(fmt::format("{}/{}/module-setup.sh", kModules, name), {});
  }
  const bool is_unreadable = error && error != std::errc::no_such_file_or_directory;
  return is_unreadable ? Fact::unknown(error.message(), {}) : Fact::of(std::string(kAbsent), {});
}

// package_of gives the package that owns what another fact found.
Fact package_of(const Fact& file, const fs::path& root) {
  if (!file.value || *file.value == kAbsent) return file;
  const std::string package = package_of_file(under(root, *file.value), root);
  if (package.empty())
    return Fact::unknown(fmt::format("no package owns {}, or its package manager did not answer", *file.value), {});
  return Fact::of(package, {});
}

Fact sha512hmac(const fs::path& root) { return first_of(root, {"/usr/bin/sha512hmac", "/bin/sha512hmac"}); }

// prelinking tells whether something rewrites libraries: then their checksums no longer fit.
Fact prelinking(const fs::path& root) {
  const std::string source = "/etc/sysconfig/prelink";
  const TextFile file = read_text_file(under(root, source));
  if (!file.text && !file.absent()) return Fact::unknown(file.why(), source);
  const std::string text = file.text.value_or(std::string());
  for (const std::string_view line : lines_of(text)) {
    if (trimmed(line) == "PRELINKING=yes") return Fact::of("on", source);
  }
  if (is_there(root, "/etc/prelink.cache")) return Fact::of("libraries are prelinked", "/etc/prelink.cache");
  return Fact::of(file.text ? "off" : std::string(kAbsent), source);
}

// encrypted_volumes names the volumes of LUKS that are unlocked at boot.
Fact encrypted_volumes(const fs::path& root) {
  const TextFile file = read_text_file(under(root, "/etc/crypttab"));
  if (file.absent()) return Fact::of("none", {});
  if (!file.text) return Fact::unknown(file.why(), {});
  std::vector<std::string_view> names;
  for (const std::string_view line : lines_of(*file.text)) {
    const auto words = words_of(line);
    if (!words.empty() && !words.front().starts_with('#')) names.push_back(words.front());
  }
  return Fact::of(names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", ")), {});
}

constexpr std::array kDracutRows = {
    FactRow{"dracut.program", "/usr/bin/dracut, /usr/sbin/dracut, /sbin/dracut",
            "the program that makes an initramfs, or absent", dracut_program},
    FactRow{"dracut.package", "the package manager", "package of that program",
            [](const fs::path& root) { return package_of(dracut_program(root), root); }, Depth::thorough},
    FactRow{"dracut.fips_module", kModules, "script of dracut's module fips, or absent", fips_module},
    FactRow{"dracut.fips_package", "the package manager", "package of that script",
            [](const fs::path& root) { return package_of(fips_module(root), root); }, Depth::thorough},
    FactRow{"dracut.sha512hmac", "/usr/bin/sha512hmac, /bin/sha512hmac",
            "the program that checks the kernel at boot in FIPS mode, or absent", sha512hmac},
    FactRow{"libraries.prelinking", "/etc/sysconfig/prelink, /etc/prelink.cache",
            "on, libraries are prelinked, off, or absent; it makes checksums of libraries wrong", prelinking},
    FactRow{"boot.encrypted_volumes", "/etc/crypttab", "volumes of LUKS that are unlocked at boot; none", encrypted_volumes},
};

}  // namespace

std::span<const FactRow> dracut_facts() { return kDracutRows; }

}  // namespace fipsprobe
