#include <algorithm>
#include <array>

#include "harness/host/fact_row.hpp"
#include "harness/host/mount_table.hpp"
#include "harness/host/text_file.hpp"

// FIPS mode as the host's files say it: the kernel's flag, and the files that the libraries look at.
namespace fipsprobe {
namespace {

constexpr std::string_view kFlagFile = "/proc/sys/crypto/fips_enabled";

Fact kernel_flag(const std::filesystem::path& root) {
  const TextFile file = read_text_file(under(root, kFlagFile));
  if (file.absent()) return Fact::unknown("no such file: a kernel without CONFIG_CRYPTO_FIPS", {});
  if (!file.text) return Fact::unknown(file.why(), {});
  const std::string value = first_line(*file.text);
  if (value == "0" || value == "1") return Fact::of(value, {});
  return Fact::unknown("holds neither 0 nor 1", {});
}

// Upstream added fips_name and fips_version in 6.1.
Fact kernel_word(const std::filesystem::path& root, std::string_view file_name) {
  const TextFile file = read_text_file(under(root, file_name));
  if (file.absent()) return Fact::unknown("no such file: a kernel older than 6.1, or without CONFIG_CRYPTO_FIPS", {});
  if (!file.text) return Fact::unknown(file.why(), {});
  return Fact::of(first_line(*file.text), {});
}

// EL7's FIPS_module_installed() calls access("/etc/system-fips") and counts every error but ENOENT as installed.
Fact system_fips_file(const std::filesystem::path& root) {
  std::error_code error;
  const auto status = std::filesystem::status(under(root, "/etc/system-fips"), error);
  if (status.type() == std::filesystem::file_type::not_found) return Fact::of("absent", {});
  if (error) return Fact::unknown(error.message(), {});
  return Fact::of("present", {});
}

// content_or_absent gives the first line of a file of the administrator, "empty" or "absent".
Fact content_or_absent(const std::filesystem::path& root, std::string_view file_name) {
  const TextFile file = read_text_file(under(root, file_name));
  if (file.absent()) return Fact::of("absent", {});
  if (!file.text) return Fact::unknown(file.why(), {});
  const std::string line = first_line(*file.text);
  return Fact::of(line.empty() ? "empty" : line, {});
}

// covers_flag tells whether a mount hides the kernel's own flag. Container programs mount /proc/sys once more, read-only: that
// is still proc, and at its own place. binfmt_misc and others below /proc/sys do not touch the flag.
bool covers_flag(const Mount& mount) {
  if (mount.point != "/proc" && mount.point != "/proc/sys" && mount.point != "/proc/sys/crypto" && mount.point != kFlagFile)
    return false;
  if (mount.type != "proc") return true;
  const std::string own_place = mount.point == "/proc" ? "/" : mount.point.substr(std::string_view("/proc").size());
  return mount.root != own_place;
}

Fact flag_faked(const std::filesystem::path& root) {
  const TextFile file = read_text_file(under(root, "/proc/self/mountinfo"), std::size_t{8} << 20U);
  if (!file.text) return Fact::unknown(file.why(), {});
  const std::vector<Mount> mounts = mounts_in(*file.text);
  if (mounts.empty()) return Fact::unknown("the file names no mount", {});
  const auto found = std::ranges::find_if(mounts, covers_flag);
  if (found == mounts.end()) return Fact::of("no", {});
  return Fact::of("yes: " + found->type + " with its folder " + found->root + " is mounted on " + found->point, {});
}

constexpr std::array kFipsRows = {
    FactRow{"fips.kernel_flag", kFlagFile, "1: the kernel was started in FIPS mode; 0: it was not", kernel_flag},
    FactRow{"fips.kernel_flag_faked", "/proc/self/mountinfo",
            "yes, and the mount, when something is mounted over the kernel's flag; no", flag_faked},
    FactRow{"fips.name", "/proc/sys/crypto/fips_name", "name of the kernel's crypto module, from Linux 6.1 on",
            [](const std::filesystem::path& root) { return kernel_word(root, "/proc/sys/crypto/fips_name"); }},
    FactRow{"fips.version", "/proc/sys/crypto/fips_version", "version of the kernel's crypto module, from Linux 6.1 on",
            [](const std::filesystem::path& root) { return kernel_word(root, "/proc/sys/crypto/fips_version"); }},
    FactRow{"fips.system_fips_file", "/etc/system-fips",
            "present or absent; OpenSSL 1.0.2k and GnuTLS 3.3 of EL7 and Amazon Linux 2 stay out of FIPS mode without it",
            system_fips_file},
    FactRow{"fips.gcrypt_fips_enabled", "/etc/gcrypt/fips_enabled",
            "first line (1 means enforced), empty, or absent; the file puts libgcrypt in FIPS mode",
            [](const std::filesystem::path& root) { return content_or_absent(root, "/etc/gcrypt/fips_enabled"); }},
    FactRow{"fips.crypto_policy", "/etc/crypto-policies/state/current", "policy in force (DEFAULT, FIPS), or absent",
            [](const std::filesystem::path& root) { return content_or_absent(root, "/etc/crypto-policies/state/current"); }},
};

}  // namespace

std::span<const FactRow> fips_facts() { return kFipsRows; }

}  // namespace fipsprobe
