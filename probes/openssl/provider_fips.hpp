#pragma once

#include <string>
#include <vector>

#include "harness/model/module_state.hpp"
#include "probes/openssl/error_queue.hpp"
#include "probes/openssl/provider_symbols.hpp"
#include "probes/openssl/symbols.hpp"

namespace fipsprobe::openssl {

// providers_of returns the active providers of a library context.
std::vector<Provider*> providers_of(const ProviderSymbols& symbols, LibCtx* library);

// provider_named returns the active provider of that name, or nullptr. It never loads one.
Provider* provider_named(const ProviderSymbols& symbols, LibCtx* library, std::string_view name);

// fips_state_of asks a library context whether it requires fips=yes by default, and its FIPS provider for its status.
FipsState fips_state_of(const ProviderSymbols& symbols, LibCtx* library);

// provider_self_tests runs the self-tests of the FIPS provider on demand: OSSL_PROVIDER_self_test(3), with a row for each test
// that the provider announces, and one for the whole.
std::vector<SelfTestResult> provider_self_tests(const ProviderSymbols& symbols, const ErrorQueue& errors, LibCtx* library);

}  // namespace fipsprobe::openssl
