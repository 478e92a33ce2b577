#include "probes/family.hpp"

#include <algorithm>
#include <filesystem>

#include "probes/gnutls/module.hpp"

namespace fipsprobe {
namespace {

// The loader's own folders need no LD_LIBRARY_PATH.
bool is_system_folder(const std::filesystem::path& folder) {
  const std::string name = folder.string();
  return name.starts_with("/lib") || name.starts_with("/usr/lib");
}

bool has_nettle(const std::filesystem::path& folder) {
  std::error_code ignored;
  const std::filesystem::directory_iterator files(folder, ignored);
  return std::any_of(begin(files), end(files),
                     [](const auto& entry) { return entry.path().filename().string().starts_with("libnettle.so"); });
}

Environment gnutls_environment(const Instance& instance, Mode mode) {
  Environment environment;
  const std::filesystem::path folder = std::filesystem::absolute(instance.path).parent_path();
  if (!is_system_folder(folder) && has_nettle(folder)) environment.emplace("LD_LIBRARY_PATH", folder.string());
  // Read while the library is loaded; any value but 1 to 4 switches FIPS mode off, whatever the kernel says.
  if (mode == Mode::fips) environment.emplace("GNUTLS_FORCE_FIPS_MODE", "1");
  if (mode == Mode::contrast) environment.emplace("GNUTLS_FORCE_FIPS_MODE", "0");
  return environment;
}

}  // namespace

const Family& gnutls_family() {
  static const Family family{
      "gnutls",
      "GnuTLS",
      {"libgnutls.so.28", "libgnutls.so.30"},
      {"GNUTLS_FORCE_FIPS_MODE", "GNUTLS_NO_EXPLICIT_INIT", "GNUTLS_NO_IMPLICIT_INIT", "GNUTLS_SKIP_FIPS_INTEGRITY_CHECKS",
       "GNUTLS_SYSTEM_PRIORITY_FILE", "GNUTLS_CPUID_OVERRIDE"},
      gnutls_environment,
      [](const Instance& instance) { return gnutls::load_module(instance.path); },
  };
  return family;
}

}  // namespace fipsprobe
