#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

// What a module is started as, and what it says of itself. Apart from the evidence, so that the probes need not know it.
namespace fipsprobe {

// Mode is how a module is started for one run.
//   as_found  as this host's configuration and environment start it
//   fips      FIPS mode asked for in the process
//   contrast  FIPS mode switched off in the process, to tell "refused" from "not built"
//   acceleration_off  as_found, but without the processor's instructions for cryptography (PAA); for benchmarks
enum class Mode { as_found, fips, contrast, acceleration_off };

// kModes are those in which modules are checked.
inline constexpr std::array kModes = {Mode::as_found, Mode::fips, Mode::contrast};

// kBenchModes are those in which modules are measured.
inline constexpr std::array kBenchModes = {Mode::as_found, Mode::fips, Mode::contrast, Mode::acceleration_off};

// starts_as_found tells the modes in which a module is started as this host's configuration has it.
constexpr bool starts_as_found(Mode mode) { return mode == Mode::as_found || mode == Mode::acceleration_off; }

std::string_view name_of(Mode mode);
std::optional<Mode> mode_named(std::string_view name);

// FipsState is what the loaded module says of itself.
//   on           FIPS mode is active
//   off          FIPS mode is not active
//   error        the module is in its error state
//   unsupported  this build has no FIPS mode
//   unknown      it could not be asked; `how` says why
struct FipsState {
  enum class Value { on, off, error, unsupported, unknown };
  Value value = Value::unknown;
  std::string how;  // the call or file that said so, and what it said
};

std::string_view name_of(FipsState::Value value);
std::optional<FipsState::Value> fips_state_named(std::string_view name);

struct SelfTestResult {
  enum class Value { pass, fail, not_run };
  std::string name;  // the module's own
  Value value = Value::not_run;
  std::string detail;
};

std::string_view name_of(SelfTestResult::Value value);
std::optional<SelfTestResult::Value> self_test_result_named(std::string_view name);

}  // namespace fipsprobe
