#include "harness/host/provider_mac.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "harness/host/elf_file.hpp"
#include "harness/host/embedded_mac.hpp"
#include "harness/host/file_digest.hpp"
#include "harness/host/integrity_row.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/bytes.hpp"

namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kProviderMacKind = "HMAC-SHA256, module-mac of fipsmodule.cnf";
constexpr std::string_view kEmbeddedKind = "HMAC-SHA256, inside the file";
constexpr std::size_t kProviderMacMacSize = 32;
constexpr std::size_t kMaxPath = 4096;
constexpr std::string_view kWhyAbsent =
    "without it the provider can only be given a MAC of the file as it lies there, and its own integrity check says nothing of "
    "where the file comes from";

// The key of the integrity check of upstream's FIPS provider, the default of openssl-fipsinstall(1), compiled into fips.so.
Bytes published_key() { return from_hex("f4556650ac31d35461610bac4ed81b1a181b2d8a43ea2854cbae22ca74560813").value_or(Bytes{}); }

// built_in returns what a libcrypto says of the folders it was built with: 'MODULESDIR: "/usr/lib64/ossl-modules"' is a text in
// it, for OPENSSL_info(3). Empty when there is none.
fs::path built_in(const std::string& libcrypto, std::string_view name, const fs::path& root) {
  const std::string mark = fmt::format("{}: \"", name);
  const std::size_t at = libcrypto.find(mark);
  if (at == std::string::npos) return {};
  const std::size_t from = at + mark.size();
  const std::size_t to = libcrypto.find('"', from);
  if (to == std::string::npos || to - from > kMaxPath) return {};
  const std::string folder = libcrypto.substr(from, to - from);
  if (!folder.starts_with('/') || folder.find('\0') != std::string::npos) return {};
  return under(root, folder);
}

struct Provider {
  fs::path file;
  bool is_built_in = false;  // it lies in the folder that the libcrypto was built with
};

std::optional<Provider> find_provider(const std::vector<fs::path>& folders, const fs::path& built_in_folder) {
  for (const fs::path& folder : folders) {
    std::error_code error;
    if (folder.empty() || !fs::is_regular_file(folder / "fips.so", error)) continue;
    return Provider{folder / "fips.so", fs::equivalent(folder, built_in_folder, error) && !error};
  }
  return std::nullopt;
}

// macs_in returns the values of module-mac in a configuration: "AB:CD:..." as 64 lower-case digits, anything else as it is.
std::set<std::string> macs_in(std::string_view text) {
  std::set<std::string> macs;
  for (const std::string_view each : lines_of(text)) {
    const std::string_view line = each.substr(0, each.find('#'));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || trimmed(line.substr(0, equals)) != "module-mac") continue;
    std::string digits(trimmed(line.substr(equals + 1)));
    std::erase(digits, ':');
    const auto bytes = from_hex(digits);
    macs.insert(bytes ? to_hex(*bytes) : digits);
  }
  return macs;
}

// explained makes a difference unknown where the provider was built with a key of its own, which only its vendor knows.
Comparison explained(Comparison comparison, const std::string& provider) {
  if (comparison.result != IntegrityFile::Result::differs) return comparison;
  const Bytes key = published_key();
  if (whole_file(provider, kMaxChecked).find(as_text(key)) != std::string::npos) return comparison;
  return Comparison::unknown("the provider has not the published key in it: it was built with another");
}

Comparison provider_mac_compare(const std::string& provider, const std::string& configuration) {
  const std::set<std::string> macs = macs_in(whole_file(configuration, kMaxIntegrityFile));
  if (macs.empty()) return Comparison::differs("it has no module-mac");
  if (macs.size() > 1) return Comparison::unknown("it has more than one module-mac, and which is used is not known");
  if (macs.begin()->size() != 2 * kProviderMacMacSize || !from_hex(*macs.begin()))
    return Comparison::differs("its module-mac is not 32 bytes in hexadecimal digits");
  return explained(compared(*macs.begin(), hmac_sha256(as_bytes(whole_file(provider, kMaxChecked)), published_key())),
                   provider);
}

std::string provider_mac_value_of(const std::map<std::string, std::string>& environment, const std::string& name) {
  const auto found = environment.find(name);
  return found == environment.end() ? std::string() : found->second;
}

std::vector<IntegrityFile> check_configured(const std::string& provider, const std::vector<std::string>& candidates) {
  const std::vector<std::string> files = distinct_files(candidates);
  if (files.empty()) {
    return {integrity_row(provider, candidates.front(), kProviderMacKind, [&] {
      const ElfFile elf(provider);  // one that is no library any more may have had its MAC inside
      return Comparison{IntegrityFile::Result::absent, std::string(kWhyAbsent)};
    })};
  }
  return {
      integrity_row(provider, files.front(), kProviderMacKind, [&] { return provider_mac_compare(provider, files.front()); })};
}

}  // namespace

std::vector<IntegrityFile> check_provider_mac(const std::string& libcrypto,
                                              const std::map<std::string, std::string>& environment, const fs::path& root) {
  const std::string content = whole_file(libcrypto, kMaxChecked);
  const fs::path built_in_folder = built_in(content, "MODULESDIR", root);
  const fs::path beside = fs::path(libcrypto).parent_path();
  const auto provider = find_provider(
      {provider_mac_value_of(environment, "OPENSSL_MODULES"), beside / "ossl-modules", built_in_folder}, built_in_folder);
  if (!provider) return {};

  const std::string file = provider->file;
  if (has_embedded_mac(file)) {
    return {integrity_row(file, file, kEmbeddedKind,
                          [&] { return explained(compared_with_embedded_mac(file, published_key()), file); })};
  }
  std::vector<fs::path> folders = {provider->file.parent_path(), beside};
  const std::string configuration = provider_mac_value_of(environment, "OPENSSL_CONF");
  if (!configuration.empty()) folders.push_back(fs::path(configuration).parent_path());
  if (provider->is_built_in) {
    for (const fs::path& folder : {built_in(content, "OPENSSLDIR", root), under(root, "/etc/ssl"), under(root, "/etc/pki/tls")})
      folders.push_back(folder);
  }
  std::vector<std::string> candidates;
  for (const fs::path& folder : folders) {
    if (!folder.empty()) candidates.push_back((folder / "fipsmodule.cnf").string());
  }
  return check_configured(file, candidates);
}

}  // namespace fipsprobe
