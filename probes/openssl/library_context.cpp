#include "probes/openssl/library_context.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "harness/model/errors.hpp"
#include "probes/openssl/capabilities.hpp"
#include "probes/openssl/fetched_backend.hpp"
#include "probes/openssl/memory_file.hpp"
#include "probes/openssl/provider_file.hpp"

namespace fipsprobe::openssl {
namespace {

// Questions of OPENSSL_info(3).
constexpr int kConfigurationFolder = 1001;
constexpr int kModulesFolder = 1003;

// The HMAC-SHA256 key of the integrity check of upstream's FIPS provider, the default of openssl-fipsinstall(1). It is public:
// the check finds corruption, not tampering.
constexpr std::string_view kIntegrityKey = "f4556650ac31d35461610bac4ed81b1a181b2d8a43ea2854cbae22ca74560813";

// The sections that openssl-fipsinstall(1)'s file lacks to be a configuration of its own.
constexpr std::string_view kSections =
    "openssl_conf = fipsprobe_init\n"
    "{}\n"
    "[fipsprobe_init]\nproviders = fipsprobe_providers\n"
    "[fipsprobe_providers]\nfips = fips_sect\nbase = fipsprobe_base\n"
    "[fipsprobe_base]\nactivate = 1\n";

LibraryContext not_opened(std::string why) { return {nullptr, false, std::move(why), {}}; }

// host_configuration finds what the host's administrator made with openssl-fipsinstall(1); empty when there is none.
std::string host_configuration(const std::string& configuration_folder) {
  for (const std::filesystem::path folder : {configuration_folder.c_str(), "/etc/ssl", "/etc/pki/tls"}) {
    std::error_code error;
    if (!folder.empty() && std::filesystem::exists(folder / "fipsmodule.cnf", error)) return folder / "fipsmodule.cnf";
  }
  return {};
}

std::string text_or_empty(const char* text) { return text != nullptr ? text : ""; }

bool same_folder(const std::string& one, const std::string& other) {
  std::error_code error;
  return std::filesystem::equivalent(one, other, error);
}

}  // namespace

std::vector<std::string> ContextOpener::folders() const {
  return provider_folders(libcrypto_, text_or_empty(provider_.info(kModulesFolder)));
}

LibraryContext ContextOpener::open_plain() const {
  errors_.clear();
  LibCtx* const library = provider_.new_library();
  if (library == nullptr || provider_.load(library, "default") == nullptr) {
    return not_opened("OSSL_PROVIDER_load(default): " + errors_.take().text);
  }
  LibraryContext context{library, true, "own library context with the default provider", {}};
  const auto folder = folder_with(folders(), "legacy.so");
  if (!folder) return context;
  provider_.set_search_path(library, folder->c_str());
  if (provider_.load(library, "legacy") == nullptr) {
    context.how += ", the legacy provider cannot be loaded: " + errors_.take().text;
    return context;
  }
  context.how += " and the legacy provider";
  context.files.push_back(*folder + "/legacy.so");
  return context;
}

LibraryContext ContextOpener::open_fips() const {
  const std::vector<std::string> searched = folders();
  const auto folder = folder_with(searched, "fips.so");
  if (!folder) return not_opened(fmt::format("no FIPS provider: fips.so is not in {}", fmt::join(searched, ", ")));
  const Bytes provider = read_provider(*folder + "/fips.so");
  if (has_embedded_mac(provider)) return require_fips(with_embedded_mac(*folder));
  // The host's MAC is that of the host's own provider, so it is not tried on a provider from anywhere else.
  const std::string configuration = host_configuration(text_or_empty(provider_.info(kConfigurationFolder)));
  const std::string built_in = text_or_empty(provider_.info(kModulesFolder));
  if (configuration.empty()) return require_fips(with_made_configuration(*folder, provider, "the host has none"));
  if (same_folder(*folder, built_in)) {
    const MemoryFile file(fmt::format(kSections, ".include = " + configuration));
    return require_fips(with_configuration(*folder, file.path(), "provider loaded with the host's " + configuration));
  }
  return require_fips(
      with_made_configuration(*folder, provider, "the host's " + configuration + " is for the one in " + built_in));
}

LibraryContext ContextOpener::with_configuration(const std::string& folder, const std::string& file, std::string how) const {
  errors_.clear();
  LibCtx* const library = provider_.new_library();
  if (library == nullptr) return not_opened("OSSL_LIB_CTX_new: " + errors_.take().text);
  provider_.set_search_path(library, folder.c_str());
  if (provider_.load_config(library, file.c_str()) != 1) return not_opened(how + ": " + errors_.take().text);
  return {library, true, std::move(how), {folder + "/fips.so"}};
}

LibraryContext ContextOpener::with_embedded_mac(const std::string& folder) const {
  errors_.clear();
  LibCtx* const library = provider_.new_library();
  if (library == nullptr) return not_opened("OSSL_LIB_CTX_new: " + errors_.take().text);
  provider_.set_search_path(library, folder.c_str());
  for (const char* name : {"fips", "base"}) {
    if (provider_.load(library, name) == nullptr)
      return not_opened(fmt::format("OSSL_PROVIDER_load({}): {}", name, errors_.take().text));
  }
  return {library, true, "provider loaded with the MAC it carries inside", {folder + "/fips.so"}};
}

LibraryContext ContextOpener::with_made_configuration(const std::string& folder, const Bytes& provider,
                                                      const std::string& why) const {
  const Bytes mac = provider_mac(provider);
  if (mac.empty()) return not_opened("the MAC of fips.so could not be computed");
  const std::string section = fmt::format(
      "[fips_sect]\nactivate = 1\nconditional-errors = 1\nsecurity-checks = 1\nmodule-mac = {:02X}\n", fmt::join(mac, ":"));
  const MemoryFile file(fmt::format(kSections, section));
  const std::string how = fmt::format(
      "provider loaded with a configuration made by fipsprobe; {}; its MAC is of the file itself, so the provider's integrity "
      "check says nothing of where the file comes from",
      why);
  return with_configuration(folder, file.path(), how);
}

// The same computation as openssl-fipsinstall(1), by the default provider; the FIPS provider checks it with its own HMAC.
Bytes ContextOpener::provider_mac(const Bytes& provider) const {
  const LibraryContext plain = open_plain();
  if (!plain.opened) return {};
  FetchedBackend backend(symbols_, provider_, plain.library);
  const auto mac = make_fetched_mac({symbols_, errors_, backend}, provider_, plain.library, nullptr);
  MacOperation operation;
  operation.kind = MacKind::hmac;
  operation.hash = Hash::sha256;
  operation.key = from_hex(kIntegrityKey).value_or(Bytes{});
  operation.message = provider;
  operation.tag_length = digest_size(Hash::sha256);
  return mac->perform(operation).output;
}

LibraryContext ContextOpener::require_fips(LibraryContext context) const {
  if (!context.opened) return context;
  if (provider_.load(context.library, "fips") == nullptr) {
    return not_opened(context.how + ": OSSL_PROVIDER_load(fips): " + errors_.take().text);
  }
  if (provider_.set_default_properties(context.library, "fips=yes") != 1) {
    return not_opened("EVP_set_default_properties(fips=yes): " + errors_.take().text);
  }
  context.how = "own library context with the FIPS and base providers, fips=yes; " + context.how;
  return context;
}

}  // namespace fipsprobe::openssl
