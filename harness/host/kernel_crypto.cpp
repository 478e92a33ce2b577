#include "harness/host/kernel_crypto.hpp"

#include "harness/host/text_file.hpp"
#include "harness/model/errors.hpp"
#include "harness/model/kernel_algorithms.hpp"

namespace fipsprobe {

std::vector<KernelAlgorithm> read_kernel_algorithms(const std::filesystem::path& root) {
  const std::filesystem::path path = under(root, "/proc/crypto");
  const TextFile file = read_text_file(path, std::size_t{8} << 20U);
  if (file.absent()) return {};
  if (!file.text) throw InputError(path.string(), 0, file.why());
  return kernel_algorithms_in(*file.text, path.string());
}

}  // namespace fipsprobe
