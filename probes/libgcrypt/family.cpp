#include "probes/family.hpp"

#include <filesystem>

#include "probes/libgcrypt/module.hpp"
#include "probes/shared_library.hpp"

namespace fipsprobe {
namespace {

Environment libgcrypt_environment(const Instance& instance, Mode mode) {
  Environment environment;
  const std::filesystem::path folder = std::filesystem::absolute(instance.path).parent_path();
  std::error_code ignored;
  if (!is_system_folder(folder) && std::filesystem::exists(folder / "libgpg-error.so.0", ignored)) {
    environment.emplace("LD_LIBRARY_PATH", folder.string());
  }
  // Read by 1.10 and later while the library is loaded; earlier versions are told by GCRYCTL_FORCE_FIPS_MODE.
  if (mode == Mode::fips) environment.emplace("LIBGCRYPT_FORCE_FIPS_MODE", "1");
  return environment;
}

}  // namespace

const Family& libgcrypt_family() {
  static const Family family{
      "libgcrypt",
      "libgcrypt",
      {"libgcrypt.so.11", "libgcrypt.so.20"},
      {"LIBGCRYPT_FORCE_FIPS_MODE"},
      libgcrypt_environment,
      [](const Instance& instance) { return libgcrypt::load_module(instance.path); },
  };
  return family;
}

}  // namespace fipsprobe
