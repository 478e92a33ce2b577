#include "probes/family.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>

#include "harness/model/errors.hpp"
#include "probes/openssl/linked_module.hpp"
#include "probes/openssl/provider_module.hpp"

namespace fipsprobe {
namespace {

// Folders that the loader searches without being told.
constexpr std::array kLoaderFolders = {"/lib64", "/usr/lib64", "/lib", "/usr/lib"};

bool is_loader_folder(const std::filesystem::path& folder) {
  std::error_code error;
  for (const char* each : kLoaderFolders) {
    if (std::filesystem::equivalent(folder, each, error)) return true;
  }
  return false;
}

// What OPENSSL_ia32cap(3) takes away: of CPUID leaf 1 PCLMULQDQ (bit 33), SSSE3 (41), XOP (43), FMA (44), AES-NI (57) and AVX
// (60); of leaf 7 BMI1 (3), AVX2 (5), BMI2 (8), AVX-512 F, DQ (16, 17), ADX (19), IFMA (21), SHA (29), BW, VL (30, 31), GFNI,
// VAES and VPCLMULQDQ (40 to 42). RDRAND and RDSEED stay: they are no way to compute faster. What x86-64 always has, SSE2,
// cannot be taken away.
void add_acceleration_off(Environment& environment) {
  environment["OPENSSL_ia32cap"] = "~0x12001a0200000000:~0x700e02b0128";
  environment["OPENSSL_armcap"] = "0";
}

// The integrity check of 1.0.2k opens libcrypto and libssl by their bare names with the full version, so the loader must find
// them in the instance's folder.
Environment openssl_environment(const Instance& instance, Mode mode) {
  Environment environment;
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::absolute(instance.path, error).parent_path();
  if (std::filesystem::exists(folder / "libcrypto.so.1.0.2k", error) && !is_loader_folder(folder)) {
    environment["LD_LIBRARY_PATH"] = folder;
  }
  if (mode == Mode::acceleration_off) add_acceleration_off(environment);
  // as_found passes it on anyway.
  const char* const modules = std::getenv("OPENSSL_MODULES");
  if (!starts_as_found(mode) && modules != nullptr && *modules != '\0') environment["OPENSSL_MODULES"] = modules;
  return environment;
}

std::unique_ptr<Module> load_openssl(const Instance& instance) {
  SharedLibrary library(instance.path);
  if (library.has("OSSL_PROVIDER_load")) return openssl::make_provider_module(std::move(library));
  if (library.has("SSLeay_version") || library.has("OpenSSL_version")) return openssl::make_linked_module(std::move(library));
  throw Error(instance.path + ": not a libcrypto: it has none of OSSL_PROVIDER_load, OpenSSL_version, SSLeay_version");
}

}  // namespace

const Family& openssl_family() {
  static const Family family{
      "openssl",
      "OpenSSL",
      {"libcrypto.so.10", "libcrypto.so.1.1", "libcrypto.so.3"},
      {"OPENSSL_CONF", "OPENSSL_CONF_INCLUDE", "OPENSSL_MODULES", "OPENSSL_ENGINES", "OPENSSL_FORCE_FIPS_MODE",
       "OPENSSL_ENFORCE_MODULUS_BITS", "OPENSSL_FIPS_NON_APPROVED_MD5_ALLOW", "OPENSSL_ia32cap", "OPENSSL_armcap"},
      openssl_environment,
      load_openssl};
  return family;
}

}  // namespace fipsprobe
