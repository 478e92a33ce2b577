#include "harness/host/library_file.hpp"

#include "harness/host/elf_file.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {

LibraryFile read_library_file(const std::filesystem::path& path) {
  const ElfFile file(path);
  if (!file.is_shared_library()) throw InputError(path.string(), 0, "not a shared library: an ELF file of another kind");
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(path, error);
  return {path.string(), error ? path.string() : real.string(), file.soname(), file.architecture()};
}

std::string own_architecture() {
#if defined(__x86_64__) && !defined(__ILP32__)
  return "x86_64";
#elif defined(__aarch64__) && !defined(__AARCH64EB__)
  return "aarch64";
#else
  return ElfFile("/proc/self/exe").architecture();
#endif
}

}  // namespace fipsprobe
