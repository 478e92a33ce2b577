#include "probes/nss/host_decision.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "harness/model/errors.hpp"

namespace fipsprobe::nss {
namespace {

constexpr const char* kFlagFile = "/proc/sys/crypto/fips_enabled";

Entry entry_for(bool fips) { return fips ? Entry::fips : Entry::plain; }

std::optional<HostDecision> ask_libnss3(const std::filesystem::path& softoken) {
  const std::filesystem::path path = softoken.parent_path() / "libnss3.so";
  if (!std::filesystem::exists(path)) return std::nullopt;
  try {
    SharedLibrary nss3(path.string());
    if (!nss3.has("SECMOD_GetSystemFIPSEnabled")) return std::nullopt;
    const int enabled = nss3.find<int()>("SECMOD_GetSystemFIPSEnabled")();
    return HostDecision{entry_for(enabled != 0),
                        fmt::format("SECMOD_GetSystemFIPSEnabled() of {} = {}", path.string(), enabled)};
  } catch (const Error&) {
    return std::nullopt;
  }
}

// read_flag follows NSS: on when the first byte of the file is '1'; a missing file is off.
HostDecision read_flag() {
  std::ifstream file(kFlagFile);
  const int first = file.get();
  const bool fips = file && first == '1';
  return {entry_for(fips), fmt::format("{} read by this program: {}", kFlagFile,
                                       file ? std::string(1, static_cast<char>(first)) : "cannot be read, taken as 0")};
}

}  // namespace

HostDecision decide_for_host(Softoken& softoken) {
  // nssutil is among softoken's dependencies, so that a look-up in softoken's scope finds its functions.
  if (softoken.library().has("NSS_GetSystemFIPSEnabled")) {
    const Entry entry = softoken.default_entry();
    return {entry, fmt::format("C_GetFunctionList, by nssutil's NSS_GetSystemFIPSEnabled(), gives {}", prefix_of(entry))};
  }
  if (auto answer = ask_libnss3(softoken.library().path())) return *answer;
  return read_flag();
}

}  // namespace fipsprobe::nss
