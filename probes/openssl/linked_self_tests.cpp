#include <fmt/format.h>

#include <array>

#include "probes/openssl/linked_fips.hpp"

namespace fipsprobe::openssl {
namespace {

// In the order of the power-up test; FIPS_selftest is all of them. FIPS_selftest_check is left out: it aborts on failure.
constexpr std::array kTests = {
    "FIPS_selftest_drbg",    "FIPS_selftest_drbg_all", "FIPS_selftest_x931", "FIPS_selftest_rng", "FIPS_selftest_sha1",
    "FIPS_selftest_sha2",    "FIPS_selftest_hmac",     "FIPS_selftest_cmac", "FIPS_selftest_aes", "FIPS_selftest_aes_ccm",
    "FIPS_selftest_aes_gcm", "FIPS_selftest_aes_xts",  "FIPS_selftest_des",  "FIPS_selftest_rsa", "FIPS_selftest_ecdsa",
    "FIPS_selftest_dsa",     "FIPS_selftest_dh",       "FIPS_selftest_ecdh", "FIPS_selftest",
};

SelfTestResult result(std::string name, bool passed, std::string detail) {
  return {std::move(name), passed ? SelfTestResult::Value::pass : SelfTestResult::Value::fail, std::move(detail)};
}

}  // namespace

int LinkedFips::run(const std::string& name) {
  errors_.clear();
  return library_.find<int()>(name.c_str())();
}

std::vector<SelfTestResult> LinkedFips::single_tests() {
  std::vector<SelfTestResult> results;
  const char* const mode = is_on() ? "on" : "off";
  for (const std::string name : kTests) {
    if (!library_.has(name.c_str())) {
      results.push_back({name, SelfTestResult::Value::not_run, "the library has no such function"});
      continue;
    }
    const int answer = run(name);
    const std::string why = errors_.take().text;
    results.push_back(
        result(name, answer == 1, fmt::format("{} with FIPS mode {}{}{}", answer, mode, why.empty() ? "" : ": ", why)));
  }
  return results;
}

// FIPS_selftest_des uses two-key 3DES, which FIPS mode itself blocks: a test that fails in FIPS mode may be one that FIPS mode
// does not let run. Both answers are in the detail.
SelfTestResult LinkedFips::again_with_mode_off(SelfTestResult first) {
  if (first.value != SelfTestResult::Value::fail) return first;
  const int answer = run(first.name);
  const std::string why = errors_.take().text;
  return result(first.name, answer == 1,
                fmt::format("{}; {} with FIPS mode off{}{}", first.detail, answer, why.empty() ? "" : ": ", why));
}

SelfTestResult LinkedFips::power_up() {
  errors_.clear();
  const int answer = symbols_.fips_mode_set(1);
  const std::string why = errors_.take().text;
  return result(
      "FIPS_mode_set(1) after FIPS_mode_set(0)", answer == 1,
      fmt::format("{}: power-up tests and integrity check of libcrypto and libssl{}{}", answer, why.empty() ? "" : ": ", why));
}

std::vector<SelfTestResult> LinkedFips::self_tests() {
  if (!exists()) return {};
  std::vector<SelfTestResult> results = single_tests();
  if (is_on()) {
    const Entered off = switch_to(false);
    if (off.available) {
      for (SelfTestResult& each : results) each = again_with_mode_off(std::move(each));
      results.push_back(power_up());
    } else {
      results.push_back({"FIPS_mode_set(1) after FIPS_mode_set(0)", SelfTestResult::Value::not_run, off.reason});
    }
  } else {
    results.push_back(
        {"FIPS_mode_set(1) after FIPS_mode_set(0)", SelfTestResult::Value::not_run, "FIPS mode is off in this run"});
  }
  const int failed = symbols_.fips_selftest_failed();
  results.push_back(result("FIPS_selftest_failed", failed == 0, fmt::format("{}; 1 is the error state", failed)));
  return results;
}

}  // namespace fipsprobe::openssl
