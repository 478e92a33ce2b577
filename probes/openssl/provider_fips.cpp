#include "probes/openssl/provider_fips.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace fipsprobe::openssl {
namespace {

struct ProviderFacts {
  std::string name, version, build;
  int status = 0;
};

ProviderFacts facts_of(const ProviderSymbols& symbols, const Provider* provider) {
  const char* name = "";
  const char* version = "";
  const char* build = "";
  int status = 0;
  std::array params = {Param{"name", kParamUtf8Pointer, static_cast<void*>(&name), 0},
                       Param{"version", kParamUtf8Pointer, static_cast<void*>(&version), 0},
                       Param{"buildinfo", kParamUtf8Pointer, static_cast<void*>(&build), 0},
                       Param{"status", kParamInteger, &status, sizeof(status)}, Param{}};
  if (symbols.get_params(provider, params.data()) != 1) return {};
  return {name, version, build, status};
}

std::string words_of(const ProviderSymbols& symbols, const Provider* provider) {
  const ProviderFacts facts = facts_of(symbols, provider);
  return fmt::format("\"{}\" version {} build {} status {}", facts.name, facts.version, facts.build, facts.status);
}

extern "C" int collect_provider(Provider* provider, void* list) {
  static_cast<std::vector<Provider*>*>(list)->push_back(provider);
  return 1;
}

}  // namespace

std::vector<Provider*> providers_of(const ProviderSymbols& symbols, LibCtx* library) {
  std::vector<Provider*> providers;
  symbols.for_each(library, collect_provider, &providers);
  return providers;
}

Provider* provider_named(const ProviderSymbols& symbols, LibCtx* library, std::string_view name) {
  const std::vector<Provider*> providers = providers_of(symbols, library);
  const auto found = std::ranges::find_if(providers, [&](const Provider* each) { return symbols.name(each) == name; });
  return found == providers.end() ? nullptr : *found;
}

FipsState fips_state_of(const ProviderSymbols& symbols, LibCtx* library) {
  const int required = symbols.fips_by_default(library);
  std::string how = fmt::format("EVP_default_properties_is_fips_enabled() = {}; providers:", required);
  for (const Provider* each : providers_of(symbols, library)) how += " " + words_of(symbols, each) + ",";
  how.back() = ';';
  const Provider* const fips = provider_named(symbols, library, "fips");
  if (fips == nullptr) {
    how += " no FIPS provider is active";
    return {required == 1 ? FipsState::Value::error : FipsState::Value::off, how};
  }
  how.pop_back();
  if (facts_of(symbols, fips).status != 1) return {FipsState::Value::error, how};
  return {required == 1 ? FipsState::Value::on : FipsState::Value::off, how};
}

}  // namespace fipsprobe::openssl
