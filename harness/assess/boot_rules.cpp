#include "harness/assess/boot_rules.hpp"

#include <fmt/format.h>

#include "harness/model/kernel_arguments.hpp"

namespace fipsprobe {
namespace {

constexpr std::string_view kRescue = "0-rescue-";  // what dracut-config-rescue calls its kernel

Fit misfits(std::string why) { return {Fit::Value::misfits, std::move(why)}; }
Fit unknown(std::string why) { return {Fit::Value::unknown, std::move(why)}; }

Fit fit_of_separate(const std::string& value, const Fact& device, const HostFact& boot) {
  if (value == kAbsent) return misfits("/boot is a file system of its own, and there is no boot= to name it");
  if (!device.value) return unknown(fmt::format("what boot={} names is not known: {}", value, device.why_unknown));
  if (device.value->starts_with("none")) return misfits(fmt::format("boot={} names no device ({})", value, *device.value));
  if (!boot.value) return unknown("the device of /boot is not known: " + boot.why_unknown);
  if (*device.value == *boot.value)
    return {Fit::Value::fits, fmt::format("/boot is a file system of its own, and boot={} names it", value)};
  return misfits(fmt::format("boot={} names device {}, but /boot lies on {}", value, *device.value, *boot.value));
}

}  // namespace

Placement placement_of(const Context& context) {
  return {host_fact(context, "boot.separate"), host_fact(context, "boot.device")};
}

Fit fit_of(const std::string& value, const Fact& device, const Placement& placement) {
  if (!placement.separate.value) return unknown("where /boot lies is not known: " + placement.separate.why_unknown);
  if (placement.separate.is("absent")) return unknown("there is no /boot to look at");
  if (placement.separate.is("yes")) return fit_of_separate(value, device, placement.device);
  if (value == kAbsent) return {Fit::Value::fits, "/boot is a folder of the root file system, and there is no boot="};
  return misfits(
      fmt::format("boot={} is given although /boot is a folder of the root file system: the checksum file is then looked for "
                  "in the wrong place",
                  value));
}

std::string name_of_entry(const BootEntry& entry) {
  return entry.title.empty() ? entry.file : fmt::format("{} \"{}\"", entry.file, entry.title);
}

bool is_rescue_entry(const BootEntry& entry) {
  const bool is_single_user = entry.command_line.value && has_word(*entry.command_line.value, "single");
  return is_single_user || entry.kernel.find(kRescue) != std::string::npos;
}
bool is_rescue_kernel(const KernelImage& kernel) { return kernel.release.starts_with(kRescue); }

std::vector<std::string> gaps_of(const Initramfs& initramfs) {
  std::vector<std::string> gaps;
  if (initramfs.fips_files.empty()) gaps.emplace_back("dracut's module fips");
  if (!initramfs.fips_modules) gaps.emplace_back("/etc/fipsmodules");
  if (initramfs.sha512hmac.empty()) gaps.emplace_back("sha512hmac");
  return gaps;
}

std::optional<PointedKernel> running_kernel(const Context& context) {
  if (!context.evidence.boot) return std::nullopt;
  const std::vector<KernelImage>& kernels = context.evidence.boot->kernels;
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    if (kernels[i].is_running) return PointedKernel{&kernels[i], fmt::format("/boot/kernels/{}", i)};
  }
  return std::nullopt;
}

std::string file_name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace fipsprobe
