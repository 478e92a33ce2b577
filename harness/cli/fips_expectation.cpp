#include "harness/cli/fips_expectation.hpp"

#include <algorithm>

namespace fipsprobe {
namespace {

Difference kernel_flag_difference(const Fact& flag) {
  return {"kernel flag", *flag.value == "1" ? "on" : "off", flag.source, false};
}

}  // namespace

FipsState state_as_found(const ModuleEvidence& module) {
  const auto run = std::ranges::find(module.runs, Mode::as_found, &Run::mode);
  if (run == module.runs.end()) return {FipsState::Value::unknown, "the module was not run as found"};
  if (!run->unavailable.empty()) return {FipsState::Value::unknown, run->unavailable};
  return run->fips;
}

std::vector<Difference> differences_from(const Evidence& evidence, bool expect_on) {
  std::vector<Difference> differences;
  const auto flag = evidence.host.find("fips.kernel_flag");
  if (flag == evidence.host.end() || !flag->second.value) {
    const std::string why = flag == evidence.host.end() ? "not collected" : flag->second.why_unknown;
    if (expect_on) differences.push_back({"kernel flag", "unknown", why, true});
  } else if ((*flag->second.value == "1") != expect_on) {
    differences.push_back(kernel_flag_difference(flag->second));
  }
  for (const ModuleEvidence& module : evidence.modules) {
    const FipsState state = state_as_found(module);
    const bool unknown = state.value == FipsState::Value::unknown;
    const bool on = state.value == FipsState::Value::on;
    const bool off = state.value == FipsState::Value::off || state.value == FipsState::Value::unsupported;
    if (expect_on ? on : off) continue;
    differences.push_back({module.instance, std::string(name_of(state.value)), state.how, unknown});
  }
  return differences;
}

}  // namespace fipsprobe
