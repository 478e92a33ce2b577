#include "probes/kernel/self_tests.hpp"

#include <algorithm>

namespace fipsprobe::kernel {
namespace {

using Value = SelfTestResult::Value;

std::string why_no_proof(const FipsFlag& flag, std::optional<bool> switched_off) {
  if (flag.value == FipsFlag::Value::on) return {};
  if (switched_off == true) return "; the kernel was started with cryptomgr.notests: no test was run";
  return "; with FIPS mode off the kernel says this also of tests it did not run";
}

}  // namespace

std::vector<SelfTestResult> self_test_results(const FipsFlag& flag, const std::vector<KernelAlgorithm>& listed,
                                              std::optional<bool> switched_off) {
  if (listed.empty()) return {{"/proc/crypto", Value::not_run, "it lists no algorithm, or cannot be read"}};
  const std::string no_proof = why_no_proof(flag, switched_off);
  const auto passed = std::ranges::count(listed, "passed", &KernelAlgorithm::self_test);
  const std::string counted = std::to_string(passed) + " of " + std::to_string(listed.size()) + " algorithms passed";
  std::vector<SelfTestResult> results = {
      {"/proc/crypto selftest", passed > 0 && no_proof.empty() ? Value::pass : Value::not_run, counted + no_proof}};
  for (const KernelAlgorithm& algorithm : listed) {
    if (algorithm.self_test == "passed") continue;
    // "unknown" is what the kernel says from registration until the end of the test.
    const Value value = algorithm.self_test == "unknown" ? Value::not_run : Value::fail;
    results.push_back({algorithm.name + " (" + algorithm.driver + ")", value, "selftest: " + algorithm.self_test});
  }
  return results;
}

}  // namespace fipsprobe::kernel
