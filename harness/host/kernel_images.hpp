#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/host/fact_row.hpp"
#include "harness/model/boot.hpp"

namespace fipsprobe {

// read_kernel_images looks at each kernel /boot/vmlinuz-RELEASE: its checksum file, and its initramfs, which is the one that a
// boot entry names or that has the usual name. A quick look only lists them. At most 64 are looked at. `running` is the release
// of the running kernel.
std::vector<KernelImage> read_kernel_images(const std::filesystem::path& root, const std::string& running,
                                            const std::vector<BootEntry>& entries, Depth depth);

}  // namespace fipsprobe
