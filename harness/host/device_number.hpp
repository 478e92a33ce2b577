#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "harness/model/fact.hpp"

namespace fipsprobe {

// device_text writes a device number as /proc/self/mountinfo does: "259:1".
std::string device_text(dev_t device);

// file_system_device tells on which device the file system lies that holds `path`, by stat(2). File systems without a device of
// their own number (btrfs) are looked up in /proc/self/mountinfo by what was mounted.
Fact file_system_device(const std::filesystem::path& root, std::string_view path);

// boot_argument_device resolves a value of boot= as dracut's FIPS module does: UUID=, LABEL=, PARTUUID=, PARTLABEL= or
// /dev/NAME. A device number; kAbsent for kAbsent; "none: ..." where no such device is there, or dracut takes no such value;
// unknown where /dev cannot tell.
Fact boot_argument_device(const std::filesystem::path& root, const std::string& value);

}  // namespace fipsprobe
