#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "harness/host/fact_row.hpp"
#include "harness/host/kernel_log.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/modprobe_file.hpp"

// What the running kernel says of itself, beside FIPS mode: whether it is still the kernel that was built.
namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kLivePatches = "/sys/kernel/livepatch";
constexpr std::string_view kOldPatches = "/sys/kernel/kpatch";  // kpatch before it used the kernel's own live patching
constexpr std::size_t kMostPatches = 100;

// lockdown reads "[none] integrity confidentiality": the word in brackets is in force.
Fact lockdown(const fs::path& root) {
  const TextFile file = read_text_file(under(root, "/sys/kernel/security/lockdown"));
  if (file.absent()) return Fact::unknown("no such file: a kernel without lockdown, or securityfs is not mounted", {});
  if (!file.text) return Fact::unknown(file.why(), {});
  const std::size_t begin = file.text->find('['), end = file.text->find(']');
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    return Fact::unknown("no word of it is in brackets", {});
  return Fact::of(file.text->substr(begin + 1, end - begin - 1), {});
}

// patches_in lists the patches of a folder with their state: a folder each, with a file "enabled".
std::vector<std::string> patches_in(const fs::path& folder, std::error_code& error) {
  std::vector<std::string> patches;
  fs::directory_iterator at(folder, error);
  for (; !error && at != fs::directory_iterator() && patches.size() < kMostPatches; at.increment(error)) {
    const TextFile enabled = read_text_file(at->path() / "enabled");
    if (!enabled.text) continue;
    const std::string_view state = trimmed(*enabled.text) == "1" ? "enabled" : "disabled";
    patches.push_back(fmt::format("{} {}", at->path().filename().string(), state));
  }
  std::sort(patches.begin(), patches.end());
  return patches;
}

// was_patched reads the kernel's taint flags: TAINT_LIVEPATCH, bit 15 (Documentation/admin-guide/tainted-kernels.rst), stays
// when a patch is taken out again.
bool was_patched(const fs::path& root) {
  constexpr unsigned long bit = 1UL << 15U;
  const TextFile file = read_text_file(under(root, "/proc/sys/kernel/tainted"));
  if (!file.text) return false;
  const std::string_view digits = trimmed(*file.text);
  unsigned long flags = 0;
  const bool is_number = std::from_chars(digits.begin(), digits.end(), flags).ec == std::errc();
  return is_number && (flags & bit) != 0;
}

Fact live_patches(const fs::path& root) {
  std::error_code error;
  if (!fs::is_directory(under(root, "/sys/kernel"), error)) return Fact::unknown("sysfs is not mounted", {});
  std::vector<std::string> patches;
  for (const std::string_view folder : {kLivePatches, kOldPatches}) {
    const std::vector<std::string> found = patches_in(under(root, folder), error);
    if (error && error != std::errc::no_such_file_or_directory) return Fact::unknown(error.message(), std::string(folder));
    patches.insert(patches.end(), found.begin(), found.end());
  }
  if (!patches.empty()) return Fact::of(fmt::format("{}", fmt::join(patches, ", ")), {});
  if (was_patched(root))
    return Fact::of("none any more: the kernel's taint flags say that one was loaded", "/proc/sys/kernel/tainted");
  return Fact::of("none", {});
}

// algif_aead looks for what keeps the kernel from loading the module that gives programs its AEAD ciphers.
Fact algif_aead(const fs::path& root) {
  for (const std::string_view folder : {"/etc/modprobe.d", "/run/modprobe.d", "/usr/lib/modprobe.d", "/lib/modprobe.d"}) {
    std::error_code error;
    for (fs::directory_iterator at(under(root, folder), error); !error && at != fs::directory_iterator(); at.increment(error)) {
      const TextFile file = read_text_file(at->path());
      const std::optional<BlockingLine> line = file.text ? blocking_line(*file.text, "algif_aead") : std::nullopt;
      const std::string name = fmt::format("{}/{}", folder, at->path().filename().string());
      if (line) return Fact::of(fmt::format("blocked by {}: {}", name, line->text), name);
    }
  }
  return Fact::of("not blocked", {});
}

constexpr std::array kKernelRows = {
    FactRow{"kernel.lockdown", "/sys/kernel/security/lockdown", "none, integrity or confidentiality: what even root may not do",
            lockdown},
    FactRow{"kernel.live_patches", "/sys/kernel/livepatch, /sys/kernel/kpatch",
            "live patches and their state; none. A patched kernel is not the kernel that was built", live_patches},
    FactRow{"kernel.fips_messages", "/dev/kmsg", "what the kernel's log says of FIPS mode and self-tests",
            [](const fs::path& root) { return fips_messages(read_kernel_log(root)); }, Depth::thorough},
    FactRow{"kernel.algif_aead", "/etc/modprobe.d, /run/modprobe.d, /usr/lib/modprobe.d, /lib/modprobe.d",
            "not blocked, or the line that keeps the module algif_aead from being loaded", algif_aead},
};

}  // namespace

std::span<const FactRow> kernel_facts() { return kKernelRows; }

}  // namespace fipsprobe
