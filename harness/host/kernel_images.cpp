#include "harness/host/kernel_images.hpp"

#include <algorithm>

#include "harness/host/initramfs.hpp"
#include "harness/host/kernel_checksum.hpp"
#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStart = "vmlinuz-";
constexpr std::size_t kMostKernels = 64;

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

std::vector<std::string> images_in_boot(const fs::path& root) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator at(under(root, "/boot"), error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(kStart) && name.size() > kStart.size()) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  if (names.size() > kMostKernels) names.resize(kMostKernels);
  return names;
}

// initramfs_of returns the archive that an entry starts the image with; otherwise the usual name: of Enterprise Linux, of
// Debian. Entries count paths from the root of /boot's file system, so only the file's name is of use.
std::string initramfs_of(const std::string& image, const std::string& release, const std::vector<BootEntry>& entries,
                         const fs::path& root) {
  for (const BootEntry& entry : entries) {
    if (file_name(entry.kernel) == image && !entry.initramfs.empty()) return "/boot/" + file_name(entry.initramfs.back());
  }
  const std::string usual = "/boot/initramfs-" + release + ".img", of_debian = "/boot/initrd.img-" + release;
  std::error_code error;
  return fs::exists(under(root, of_debian), error) ? of_debian : usual;
}

KernelImage read_image(const std::string& name, const std::string& running, const std::vector<BootEntry>& entries,
                       const fs::path& root, Depth depth) {
  KernelImage kernel;
  kernel.release = name.substr(kStart.size());
  kernel.path = "/boot/" + name;
  kernel.is_running = kernel.release == running;
  kernel.checksum = {
      .file = kernel.path, .integrity_file = {}, .kind = "HMAC-SHA512", .result = {}, .detail = std::string(kNotReadQuickly)};
  kernel.checksum.result = IntegrityFile::Result::unknown;
  kernel.initramfs.path = initramfs_of(name, kernel.release, entries, root);
  kernel.initramfs.why_unknown = kNotReadQuickly;
  if (depth == Depth::quick) return kernel;
  kernel.checksum = check_kernel_checksum(kernel.path, root);
  kernel.initramfs = read_initramfs(kernel.initramfs.path, root);
  return kernel;
}

}  // namespace

std::vector<KernelImage> read_kernel_images(const fs::path& root, const std::string& running,
                                            const std::vector<BootEntry>& entries, Depth depth) {
  std::vector<KernelImage> kernels;
  for (const std::string& name : images_in_boot(root)) kernels.push_back(read_image(name, running, entries, root, depth));
  return kernels;
}

}  // namespace fipsprobe
