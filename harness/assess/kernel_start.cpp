#include <fmt/format.h>
#include <fmt/ranges.h>

#include "harness/assess/boot_rules.hpp"
#include "harness/assess/topics.hpp"

// What the running kernel was started with, and what it said of itself while it started.
namespace fipsprobe {
namespace {

using Result = IntegrityFile::Result;

constexpr const char* kNoImage = "the running kernel's image is not in /boot: it is started from outside, or was removed";

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

Verdict judge_image_checksum(const Context& context) {
  if (!context.evidence.boot) return Verdict::unknown("what is in /boot was not collected", {});
  const auto running = running_kernel(context);
  if (!running) return Verdict::not_applicable(kNoImage, {"/boot/kernels"});
  const IntegrityFile& checksum = running->kernel->checksum;
  const HostFact flag = host_fact(context, "fips.kernel_flag");
  const std::vector<std::string> evidence = {running->pointer + "/checksum"};
  const std::string what = fmt::format("{} by {}", checksum.file, file_name_of(checksum.integrity_file));
  switch (checksum.result) {
    case Result::match: return Verdict::pass(what + ": match", evidence);
    case Result::differs: return Verdict::fail(fmt::format("{}: {}", what, checksum.detail), evidence);
    case Result::absent:
      if (flag.is("0")) return Verdict::not_applicable("FIPS mode is off, and the kernel has no checksum file", evidence);
      return Verdict::fail(fmt::format("{}: {}", what, checksum.detail), evidence);
    case Result::unknown: break;
  }
  return Verdict::unknown(fmt::format("{} cannot be compared: {}", checksum.file, checksum.detail), evidence);
}

Verdict judge_initramfs(const Context& context) {
  if (!context.evidence.boot) return Verdict::unknown("what is in /boot was not collected", {});
  const auto running = running_kernel(context);
  if (!running) return Verdict::not_applicable(kNoImage, {"/boot/kernels"});
  const Initramfs& initramfs = running->kernel->initramfs;
  const std::vector<std::string> evidence = {running->pointer + "/initramfs"};
  if (host_fact(context, "fips.kernel_flag").is("0"))
    return Verdict::not_applicable("FIPS mode is off, so nothing is asked of the initramfs", evidence);
  if (!initramfs.why_unknown.empty())
    return Verdict::unknown(fmt::format("{} cannot be read: {}", initramfs.path, initramfs.why_unknown), evidence);
  const std::vector<std::string> gaps = gaps_of(initramfs);
  if (!gaps.empty()) return Verdict::fail(fmt::format("{} lacks {}", initramfs.path, fmt::join(gaps, ", ")), evidence);
  return Verdict::pass(fmt::format("{} has dracut's module fips, {} modules in /etc/fipsmodules, and sha512hmac",
                                   initramfs.path, initramfs.fips_modules->size()),
                       evidence);
}

Verdict judge_start_messages(const Context& context) {
  const HostFact messages = host_fact(context, "kernel.fips_messages");
  if (host_fact(context, "fips.kernel_flag").is("0"))
    return Verdict::not_applicable("FIPS mode is off: the kernel says nothing of it", messages.pointers());
  if (!messages.value) return Verdict::unknown("the kernel's log cannot tell: " + messages.why_unknown, messages.pointers());
  const bool tells_failures = has(*messages.value, " failed") && !has(*messages.value, ", 0 failed");
  if (tells_failures) return Verdict::fail("the kernel's log says: " + *messages.value, messages.pointers());
  if (has(*messages.value, "fips mode: enabled")) return Verdict::pass(*messages.value, messages.pointers());
  return Verdict::unknown("the kernel's log has no \"fips mode: enabled\": " + *messages.value, messages.pointers());
}

}  // namespace fipsprobe
