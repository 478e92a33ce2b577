#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "harness/assess/boot_rules.hpp"
#include "harness/assess/known_kernels.hpp"
#include "harness/assess/sorted.hpp"
#include "harness/assess/traps.hpp"

// Traps in the kernels of this host: the running one, and those in /boot that may be started.
namespace fipsprobe {
namespace {

struct Release {
  std::string name;
  std::string pointer;
};

// releases_of returns each kernel that may run here, once.
std::vector<Release> releases_of(const Context& context) {
  std::vector<Release> releases;
  std::set<std::string> seen;
  if (context.evidence.boot) {
    const std::vector<KernelImage>& kernels = context.evidence.boot->kernels;
    for (std::size_t i = 0; i < kernels.size(); ++i) {
      if (is_rescue_kernel(kernels[i]) || !seen.insert(kernels[i].release).second) continue;
      releases.push_back({kernels[i].release, fmt::format("/boot/kernels/{}", i)});
    }
  }
  const HostFact running = host_fact(context, "kernel.release");
  if (running.value && seen.insert(*running.value).second) releases.push_back({*running.value, running.pointer});
  return releases;
}

}  // namespace

Verdict look_for_fips_support(const Context& context) {
  const HostFact flag = host_fact(context, "fips.kernel_flag");
  if (flag.value)
    return Verdict::pass(fmt::format("/proc/sys/crypto/fips_enabled is there, and says {}", *flag.value), flag.pointers());
  if (flag.why_unknown.starts_with("no such file"))
    return Verdict::fail("there is no /proc/sys/crypto/fips_enabled: the kernel was built without CONFIG_CRYPTO_FIPS",
                         flag.pointers());
  return Verdict::unknown("the kernel's FIPS flag cannot be read: " + flag.why_unknown, flag.pointers());
}

Verdict look_for_known_bad_kernel(const Context& context) {
  Sorted sorted;
  for (const Release& release : releases_of(context)) {
    const KnownKernel* const known = known_bad_kernel(release.name);
    auto& list = known == nullptr ? sorted.good : sorted.bad;
    list.push_back(known == nullptr ? release.name : fmt::format("{} {} ({})", release.name, known->what, known->source));
    sorted.evidence.push_back(release.pointer);
  }
  if (sorted.is_empty()) return Verdict::unknown("no kernel's release is known", {});
  return verdict_on_sorted(std::move(sorted), "nothing is known against", "known not to start in FIPS mode");
}

Verdict look_for_certificate(const Context& context) {
  Sorted sorted;
  for (const Release& release : releases_of(context)) {
    const std::vector<std::uint32_t> numbers = certificates_naming(context.catalogue, release.name);
    auto& list = numbers.empty() ? sorted.bad : sorted.good;
    list.push_back(numbers.empty() ? release.name : fmt::format("{} ({})", release.name, fmt::join(numbers, ", ")));
    sorted.evidence.push_back(release.pointer);
  }
  if (sorted.is_empty()) return Verdict::unknown("no kernel's release is known", {});
  return verdict_on_sorted(std::move(sorted),
                           "certificates that name the kernel's series (fipsprobe certificates tells their state)",
                           "no certificate names kernels of this series");
}

Verdict look_for_kernel_checksums(const Context& context) {
  using Result = IntegrityFile::Result;
  if (!context.evidence.boot) return Verdict::unknown("what is in /boot was not collected", {});
  Sorted sorted;
  const std::vector<KernelImage>& kernels = context.evidence.boot->kernels;
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    if (is_rescue_kernel(kernels[i])) continue;
    const IntegrityFile& checksum = kernels[i].checksum;
    sorted.evidence.push_back(fmt::format("/boot/kernels/{}/checksum", i));
    if (checksum.result == Result::match) {
      sorted.good.push_back(kernels[i].release);
    } else {
      auto& list = checksum.result == Result::unknown ? sorted.unknown : sorted.bad;
      list.push_back(
          fmt::format("{}: {}", checksum.integrity_file.empty() ? checksum.file : checksum.integrity_file, checksum.detail));
    }
  }
  if (sorted.is_empty()) return Verdict::unknown("there is no kernel in /boot to look at", {"/boot/kernels"});
  return verdict_on_sorted(std::move(sorted), "the image and its checksum file match", "the check at boot would stop the host");
}

Verdict look_for_algif_aead(const Context& context) {
  const HostFact blocked = host_fact(context, "kernel.algif_aead");
  if (!blocked.value)
    return Verdict::unknown("modprobe's configuration cannot be read: " + blocked.why_unknown, blocked.pointers());
  if (blocked.is("not blocked")) return Verdict::pass("nothing keeps algif_aead from being loaded", blocked.pointers());
  return Verdict::fail(fmt::format("algif_aead is {}: programs get no AEAD ciphers from the kernel", *blocked.value),
                       blocked.pointers());
}

}  // namespace fipsprobe
