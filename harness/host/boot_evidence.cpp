#include "harness/host/boot_evidence.hpp"

#include "harness/host/boot_entries.hpp"
#include "harness/host/kernel_images.hpp"

namespace fipsprobe {

BootEvidence read_boot_evidence(const std::filesystem::path& root, const std::string& running, Depth depth) {
  ConfiguredBoot configured = read_boot_entries(root, depth);
  BootEvidence boot;
  boot.entries = std::move(configured.entries);
  boot.unread = std::move(configured.unread);
  boot.kernels = read_kernel_images(root, running, boot.entries, depth);
  return boot;
}

}  // namespace fipsprobe
