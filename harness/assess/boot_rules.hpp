#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/assess/context.hpp"
#include "harness/model/boot.hpp"

// What dracut's FIPS module, and so a host that starts in FIPS mode, wants of the boot loader and of /boot. The rules are those
// of dracut-033's 01fips (Enterprise Linux 7, Amazon Linux 2), which later versions keep.
namespace fipsprobe {

// Placement is where /boot lies.
struct Placement {
  HostFact separate;  // "yes": a file system of its own, "no", "absent"
  HostFact device;    // its device number
};

Placement placement_of(const Context& context);

// Fit tells whether a boot= argument fits where /boot lies.
struct Fit {
  enum class Value { fits, misfits, unknown };
  Value value = Value::unknown;
  std::string why;  // in words, for a report
};

// fit_of judges the value of boot= (kAbsent: there is none) and the device that it names.
Fit fit_of(const std::string& value, const Fact& device, const Placement& placement);

// name_of_entry names an entry for a report: "/boot/grub2/grub.cfg \"Amazon Linux 2\"".
std::string name_of_entry(const BootEntry& entry);

// is_rescue_entry knows entries for repairs, by their kernel or the word "single" of Debian's recovery mode; nobody expects
// FIPS mode of them.
bool is_rescue_entry(const BootEntry& entry);
bool is_rescue_kernel(const KernelImage& kernel);

// gaps_of lists what an initramfs lacks to start a host in FIPS mode; empty when nothing is missing. For an initramfs that
// could be read to its end.
std::vector<std::string> gaps_of(const Initramfs& initramfs);

// running_kernel returns the image of the running kernel, and its JSON pointer; nullopt when it is not in /boot.
struct PointedKernel {
  const KernelImage* kernel = nullptr;
  std::string pointer;
};
std::optional<PointedKernel> running_kernel(const Context& context);

// file_name_of returns the part of a path behind its last slash.
std::string file_name_of(const std::string& path);

}  // namespace fipsprobe
