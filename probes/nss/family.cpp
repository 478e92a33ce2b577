#include "probes/family.hpp"

#include <array>
#include <filesystem>

#include "probes/nss/nss_module.hpp"

namespace fipsprobe {
namespace {

// What freebl reads to take its plain code paths (lib/freebl/blinit.c): of x86 and of Arm.
constexpr std::array kAccelerationOff = {
    "NSS_DISABLE_HW_AES", "NSS_DISABLE_HW_GCM", "NSS_DISABLE_HW_SHA", "NSS_DISABLE_HW_SHA1", "NSS_DISABLE_HW_SHA2",
    "NSS_DISABLE_PCLMUL", "NSS_DISABLE_PMULL",  "NSS_DISABLE_AVX",    "NSS_DISABLE_AVX2",    "NSS_DISABLE_ADX",
    "NSS_DISABLE_SSSE3",  "NSS_DISABLE_SSE4_1", "NSS_DISABLE_SSE4_2", "NSS_DISABLE_ARM_NEON"};

// nss_environment lets softoken find the libraries beside it: its NEEDED entries carry no path, and it looks for freebl by
// name.
Environment nss_environment(const Instance& instance, Mode mode) {
  Environment environment;
  const std::filesystem::path folder = std::filesystem::absolute(instance.path).parent_path();
  for (const char* const name : {"libnssutil3.so", "libnspr4.so", "libsqlite3.so.0", "libfreeblpriv3.so", "libfreebl3.so"}) {
    std::error_code error;
    if (std::filesystem::exists(folder / name, error)) environment["LD_LIBRARY_PATH"] = folder.string();
  }
  if (mode != Mode::acceleration_off) return environment;
  for (const char* const variable : kAccelerationOff) environment[variable] = "1";
  return environment;
}

std::unique_ptr<Module> load_nss(const Instance& instance) { return std::make_unique<nss::NssModule>(instance.path); }

}  // namespace

const Family& nss_family() {
  static const Family family{.name = "nss",
                             .title = "NSS",
                             .sonames = {"libsoftokn3.so"},
                             .variables = {"NSS_FIPS",
                                           "NSS_LIB_PARAMS",
                                           "NSS_LIB_PARAMS_FILE",
                                           "NSS_ENABLE_AUDIT",
                                           "NSS_SDB_USE_CACHE",
                                           "NSS_DISABLE_UNLOAD",
                                           "NSS_USE_DECODED_CKA_EC_POINT",
                                           "NSS_ALLOW_WEAK_SIGNATURE_ALG",
                                           "NSS_HASH_ALG_SUPPORT",
                                           "NSS_DISABLE_HW_AES",
                                           "NSS_DISABLE_HW_SHA",
                                           "NSS_DISABLE_HW_GCM",
                                           "NSS_DISABLE_PCLMUL",
                                           "NSS_DISABLE_AVX",
                                           "NSS_DISABLE_AVX2",
                                           "NSS_DISABLE_ADX",
                                           "NSS_DISABLE_SSSE3",
                                           "NSS_DISABLE_SSE4_1",
                                           "NSS_DISABLE_SSE4_2",
                                           "NSS_DISABLE_ARM_NEON",
                                           "NSRANDFILE",
                                           "NSRANDCOUNT"},
                             .environment = nss_environment,
                             .load = load_nss};
  return family;
}

}  // namespace fipsprobe
