#include "harness/model/module_state.hpp"

#include "harness/model/json_words.hpp"

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, 4> kModeNames = {"as_found", "fips", "contrast", "acceleration_off"};
constexpr std::array<std::string_view, 5> kFipsStateNames = {"on", "off", "error", "unsupported", "unknown"};
constexpr std::array<std::string_view, 3> kSelfTestNames = {"pass", "fail", "not_run"};

}  // namespace

std::string_view name_of(Mode mode) { return kModeNames[static_cast<std::size_t>(mode)]; }
std::string_view name_of(FipsState::Value value) { return kFipsStateNames[static_cast<std::size_t>(value)]; }
std::string_view name_of(SelfTestResult::Value value) { return kSelfTestNames[static_cast<std::size_t>(value)]; }
std::optional<SelfTestResult::Value> self_test_result_named(std::string_view name) {
  return value_named<SelfTestResult::Value>(kSelfTestNames, name);
}
std::optional<Mode> mode_named(std::string_view name) { return value_named<Mode>(kModeNames, name); }
std::optional<FipsState::Value> fips_state_named(std::string_view name) {
  return value_named<FipsState::Value>(kFipsStateNames, name);
}

}  // namespace fipsprobe
