#include "probes/family.hpp"

#include <algorithm>
#include <filesystem>

#include "probes/gnutls/module.hpp"
#include "probes/shared_library.hpp"

namespace fipsprobe {
namespace {

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
  if (mode == Mode::acceleration_off) {
    // Bit 0 switches every code path off that GnuTLS chooses by the processor (its manual, "Debugging and auditing"); nettle
    // chooses by itself, and takes no feature that this does not name (fat-x86_64.c, fat-arm64.c).
    environment.emplace("GNUTLS_CPUID_OVERRIDE", "0x1");
    environment.emplace("NETTLE_FAT_OVERRIDE", "none");
  }
  return environment;
}

}  // namespace

const Family& gnutls_family() {
  static const Family family{
      "gnutls",
      "GnuTLS",
      {"libgnutls.so.28", "libgnutls.so.30"},
      {"GNUTLS_FORCE_FIPS_MODE", "GNUTLS_NO_EXPLICIT_INIT", "GNUTLS_NO_IMPLICIT_INIT", "GNUTLS_SKIP_FIPS_INTEGRITY_CHECKS",
       "GNUTLS_SYSTEM_PRIORITY_FILE", "GNUTLS_CPUID_OVERRIDE", "NETTLE_FAT_OVERRIDE"},
      gnutls_environment,
      [](const Instance& instance) { return gnutls::load_module(instance.path); },
  };
  return family;
}

}  // namespace fipsprobe
