#include <fmt/format.h>

#include <string_view>

#include "probes/openssl/provider_fips.hpp"

namespace fipsprobe::openssl {
namespace {

// text_of returns a text parameter of the callback: OSSL_SELF_TEST_set_callback(3).
std::string text_of(const Param* params, std::string_view key) {
  for (const Param* at = params; at->key != nullptr; ++at) {
    if (key == at->key && at->data_type == kParamUtf8String && at->data != nullptr) return static_cast<const char*>(at->data);
  }
  return {};
}

// on_phase is called at the start and at the end of each test; returning 1 lets the test go on unharmed.
extern "C" int on_phase(const Param* params, void* argument) {
  auto& results = *static_cast<std::vector<SelfTestResult>*>(argument);
  const std::string phase = text_of(params, "st-phase");
  const std::string type = text_of(params, "st-type");
  const std::string name = text_of(params, "st-desc");
  if (phase == "Start")
    results.push_back({name.empty() ? type : type + ": " + name, SelfTestResult::Value::not_run, "began and did not end"});
  if (results.empty() || (phase != "Pass" && phase != "Fail")) return 1;
  results.back().value = phase == "Pass" ? SelfTestResult::Value::pass : SelfTestResult::Value::fail;
  results.back().detail.clear();
  return 1;
}

}  // namespace

std::vector<SelfTestResult> provider_self_tests(const ProviderSymbols& symbols, const ErrorQueue& errors, LibCtx* library) {
  const std::string whole = "OSSL_PROVIDER_self_test";
  const Provider* const fips = provider_named(symbols, library, "fips");
  if (fips == nullptr)
    return {{whole, SelfTestResult::Value::not_run, "no FIPS provider is active, and no other provider has self-tests"}};
  std::vector<SelfTestResult> results;
  errors.clear();
  symbols.set_self_test_callback(library, on_phase, &results);
  const int answer = symbols.self_test(fips);
  symbols.set_self_test_callback(library, nullptr, nullptr);
  const std::string why = errors.take().text;
  results.push_back(
      {whole, answer == 1 ? SelfTestResult::Value::pass : SelfTestResult::Value::fail,
       fmt::format("{}: {} tests with the integrity check{}{}", answer, results.size(), why.empty() ? "" : ": ", why)});
  return results;
}

}  // namespace fipsprobe::openssl
