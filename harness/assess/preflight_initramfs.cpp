#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/assess/boot_rules.hpp"
#include "harness/assess/known_kernels.hpp"
#include "harness/assess/sorted.hpp"
#include "harness/assess/traps.hpp"
#include "harness/model/kernel_arguments.hpp"

// Traps in each kernel's initramfs, and in what makes it.
namespace fipsprobe {
namespace {

// The library that checks itself by a file beside it; later ones carry their checksum inside.
constexpr std::string_view kOldLibgcrypt = "libgcrypt.so.11";

bool has_file(const std::vector<std::string>& paths, std::string_view part) {
  return std::ranges::any_of(paths,
                             [&](const std::string& path) { return file_name_of(path).find(part) != std::string::npos; });
}

// for_each_initramfs calls `look` with each archive of a kernel that may be started, and puts those that cannot be read among
// the unknown.
template <class Look>
Sorted for_each_initramfs(const BootEvidence& boot, const Look& look) {
  Sorted sorted;
  for (std::size_t i = 0; i < boot.kernels.size(); ++i) {
    const Initramfs& initramfs = boot.kernels[i].initramfs;
    if (is_rescue_kernel(boot.kernels[i])) continue;
    sorted.evidence.push_back(fmt::format("/boot/kernels/{}/initramfs", i));
    if (initramfs.why_unknown.empty()) {
      look(initramfs, sorted);
    } else {
      sorted.unknown.push_back(fmt::format("{}: {}", initramfs.path, initramfs.why_unknown));
    }
  }
  return sorted;
}

// version_of gives VERSION-RELEASE of "rpm NAME-VERSION-RELEASE.ARCH", or the version of "dpkg NAME VERSION ARCH"; empty for
// what is neither.
std::string version_of(const std::string& package) {
  const std::string words = package.substr(package.find(' ') + 1);
  if (package.starts_with("dpkg ")) {
    const std::string rest = words.substr(words.find(' ') + 1);
    return rest.substr(0, rest.find(' '));
  }
  const std::size_t release = words.rfind('-');
  if (!package.starts_with("rpm ") || release == std::string::npos || release == 0) return {};
  const std::size_t version = words.rfind('-', release - 1);
  if (version == std::string::npos) return {};
  const std::string text = words.substr(version + 1);
  return text.substr(0, text.rfind('.'));
}

// affected names the kernels here of which it is known that they want matching versions.
std::string affected(const Context& context) {
  std::string text;
  if (!context.evidence.boot) return text;
  for (const KernelImage& kernel : context.evidence.boot->kernels) {
    const KnownKernel* const known = kernel_that_wants_matching_dracut(kernel.release);
    if (known != nullptr) text += fmt::format("; {} {} ({})", kernel.release, known->what, known->source);
  }
  return text;
}

}  // namespace

Verdict look_into_initramfs(const Context& context) {
  if (!context.evidence.boot) return Verdict::unknown("what is in /boot was not collected", {});
  Sorted sorted = for_each_initramfs(*context.evidence.boot, [](const Initramfs& initramfs, Sorted& all) {
    const std::vector<std::string> gaps = gaps_of(initramfs);
    auto& list = gaps.empty() ? all.good : all.bad;
    list.push_back(gaps.empty() ? initramfs.path : fmt::format("{} lacks {}", initramfs.path, fmt::join(gaps, ", ")));
  });
  if (sorted.is_empty()) return Verdict::unknown("there is no kernel in /boot, so no initramfs is known", {"/boot/kernels"});
  return verdict_on_sorted(std::move(sorted), "ready for FIPS mode", "not ready for FIPS mode");
}

Verdict look_for_libgcrypt_checksum(const Context& context) {
  const HostFact volumes = host_fact(context, "boot.encrypted_volumes");
  if (volumes.is("none")) return Verdict::not_applicable("no volume of LUKS is unlocked at boot", volumes.pointers());
  if (!context.evidence.boot) return Verdict::unknown("what is in /boot was not collected", {});
  Sorted sorted = for_each_initramfs(*context.evidence.boot, [](const Initramfs& initramfs, Sorted& all) {
    if (!has_file(initramfs.libgcrypt, kOldLibgcrypt)) return;
    const bool has_checksum = has_file(initramfs.checksum_files, kOldLibgcrypt);
    auto& list = has_checksum ? all.good : all.bad;
    list.push_back(has_checksum ? initramfs.path : initramfs.path + " lacks the .hmac file of libgcrypt.so.11");
  });
  if (!volumes.value) sorted.unknown.push_back("/etc/crypttab: " + volumes.why_unknown);
  if (sorted.is_empty())
    return Verdict::not_applicable("no initramfs has a libgcrypt that wants a checksum file", {"/boot/kernels"});
  return verdict_on_sorted(std::move(sorted), "libgcrypt comes with its checksum file",
                           "libgcrypt would stop the unlocking of volumes");
}

Verdict look_for_dracut_module(const Context& context) {
  const HostFact module = host_fact(context, "dracut.fips_module");
  const HostFact checker = host_fact(context, "dracut.sha512hmac");
  const std::vector<std::string> evidence = pointers_of({module, checker});
  if (!module.value) return Verdict::unknown("dracut's modules cannot be listed: " + module.why_unknown, evidence);
  if (module.is(kAbsent)) return Verdict::fail("dracut has no module for FIPS mode here", evidence);
  if (checker.is(kAbsent))
    return Verdict::fail(fmt::format("{} is there, but not sha512hmac, which it installs", *module.value), evidence);
  return Verdict::pass(fmt::format("{} and {} are there", *module.value, checker.value.value_or("sha512hmac")), evidence);
}

Verdict look_for_dracut_versions(const Context& context) {
  const HostFact dracut = host_fact(context, "dracut.package");
  const HostFact fips = host_fact(context, "dracut.fips_package");
  const std::vector<std::string> evidence = pointers_of({dracut, fips});
  if (dracut.is(kAbsent) || fips.is(kAbsent))
    return Verdict::not_applicable("dracut, or its module fips, is not installed", evidence);
  if (!dracut.value || !fips.value) return Verdict::unknown(dracut.value ? fips.why_unknown : dracut.why_unknown, evidence);
  const std::string one = version_of(*dracut.value), other = version_of(*fips.value);
  if (one.empty() || other.empty())
    return Verdict::unknown(fmt::format("{} or {} has no version", *dracut.value, *fips.value), evidence);
  if (one == other) return Verdict::pass(fmt::format("{} and {}", *dracut.value, *fips.value), evidence);
  return Verdict::fail(fmt::format("{} is not of the version of {}{}", *fips.value, *dracut.value, affected(context)),
                       evidence);
}

}  // namespace fipsprobe
