#include "harness/host/integrity_check.hpp"

#include <algorithm>
#include <array>

#include "harness/host/embedded_mac.hpp"
#include "harness/host/gnutls_hmac.hpp"
#include "harness/host/hmac_file.hpp"
#include "harness/host/integrity_row.hpp"
#include "harness/host/nss_chk.hpp"
#include "harness/host/provider_mac.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

using Rows = std::vector<IntegrityFile>;

Rows integrity_check_joined(Rows rows, const Rows& more) {
  rows.insert(rows.end(), more.begin(), more.end());
  return rows;
}

std::vector<std::string> part_paths(const ModuleEvidence& module) {
  std::vector<std::string> paths;
  for (const auto& [path, sha256] : module.identity.parts) paths.push_back(path);
  return paths;
}

// environment_of returns what the workers of the module were started with; the run as found goes before the others.
std::map<std::string, std::string> environment_of(const ModuleEvidence& module) {
  std::map<std::string, std::string> environment;
  for (const Run& run : module.runs) environment.insert(run.environment.begin(), run.environment.end());
  return environment;
}

// files_of_openssl returns what the power-up test of OpenSSL 1.0.2k checks: libcrypto and libssl. The parts of the module are
// the files of those names that the loader finds for it, where they are others than the loaded file.
std::vector<std::string> files_of_openssl(const ModuleEvidence& module) {
  std::vector<std::string> files = {module.identity.path};
  const auto has_prefix = [](const std::string& path, std::string_view prefix) {
    return fs::path(path).filename().string().starts_with(prefix);
  };
  for (const std::string& part : part_paths(module)) {
    if (has_prefix(part, "libcrypto.") || has_prefix(part, "libssl.")) files.push_back(part);
  }
  if (std::ranges::any_of(files, [&](const std::string& file) { return has_prefix(file, "libssl."); })) return files;
  for (const std::string& name : names_of(module.identity.path)) {
    const fs::path path(name);
    if (!has_prefix(name, "libcrypto.")) continue;
    const std::string suffix = path.filename().string().substr(std::string_view("libcrypto.").size());
    files.push_back((path.parent_path() / ("libssl." + suffix)).string());
  }
  return files;
}

Rows check_openssl(const ModuleEvidence& module, const fs::path& root) {
  const std::vector<std::string_view> keys = hmac_keys_in(module.identity.path);
  if (keys.empty()) {
    Rows rows = check_hmac_file(module.identity.path, keys);
    return integrity_check_joined(std::move(rows), check_provider_mac(module.identity.path, environment_of(module), root));
  }
  Rows rows;
  for (const std::string& file : distinct_files(files_of_openssl(module)))
    rows = integrity_check_joined(std::move(rows), check_hmac_file(file, keys));
  return rows;
}

Rows check_libgcrypt(const ModuleEvidence& module, const fs::path&) {
  const std::vector<std::string_view> keys = hmac_keys_in(module.identity.path);
  Rows rows = check_libgcrypt_section(module.identity.path, keys);
  return rows.empty() ? check_hmac_file(module.identity.path, keys) : rows;
}

Rows check_nss(const ModuleEvidence& module, const fs::path&) {
  return check_nss_files(module.identity.path, part_paths(module));
}

Rows check_gnutls(const ModuleEvidence& module, const fs::path&) {
  return check_gnutls_files(module.identity.path, part_paths(module));
}

struct Family {
  std::string_view name;
  Rows (*check)(const ModuleEvidence&, const fs::path& root);
};

constexpr std::array kFamilies = {Family{"openssl", check_openssl}, Family{"libgcrypt", check_libgcrypt},
                                  Family{"nss", check_nss}, Family{"gnutls", check_gnutls}};

}  // namespace

std::vector<IntegrityFile> check_integrity_files(const ModuleEvidence& module, const fs::path& root) {
  const auto* const family = std::ranges::find(kFamilies, module.family, &Family::name);
  if (family == kFamilies.end() || module.identity.path.empty()) return {};
  try {
    return family->check(module, root);
  } catch (const Error& error) {
    const auto why = [&] { return Comparison::unknown(error.what()); };
    return {integrity_row(module.identity.path, {}, "integrity file", why)};
  }
}

}  // namespace fipsprobe
