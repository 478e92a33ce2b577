#pragma once

#include <filesystem>
#include <vector>

#include "harness/host/fact_row.hpp"
#include "harness/model/boot.hpp"

namespace fipsprobe {

// ConfiguredBoot is what the boot loader is told to do, and what of it could not be read.
struct ConfiguredBoot {
  std::vector<BootEntry> entries;
  std::vector<Fact> unread;
};

// read_boot_entries reads every configured command line of the kernel: grub.cfg below /boot/grub2, /boot/grub and
// /boot/efi/EFI, the entries of the Boot Loader Specification in /boot/loader/entries, with the variables of GRUB's environment
// block; and, as templates of entries still to be made, /etc/default/grub with /etc/default/grub.d, and /etc/kernel/cmdline.
// With Depth::thorough also what grubby says, where it is there and `root` is "/". Never throws for what a file contains.
ConfiguredBoot read_boot_entries(const std::filesystem::path& root, Depth depth);

}  // namespace fipsprobe
