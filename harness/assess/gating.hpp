#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/assess/context.hpp"

namespace fipsprobe {

// Gate is what the kernel's flag and /etc/system-fips make of a module's FIPS mode; gating.json holds it by module.
struct Gate {
  enum class State { on, off, decided_elsewhere };
  std::string title;  // "GnuTLS 3.3 of Enterprise Linux 7 and Amazon Linux 2"
  State state = State::decided_elsewhere;
  std::string what;  // how the module comes to it
  std::string source;
  std::vector<std::pair<std::string, std::string>> overrides;  // variable or file, and its effect
};

// GateInput is what modules look at.
struct GateInput {
  bool flag = false;
  bool system_fips = false;

  std::string text() const;  // "the flag is 1 and /etc/system-fips is absent"
};

// gate_input returns it where the evidence knows both. Where the flag is 0 the file decides nothing.
std::optional<GateInput> gate_input(const Context& context);

// gate_of returns what decides over a module; nullopt for a module that gating.json does not have.
std::optional<Gate> gate_of(const ModuleEvidence& module, const GateInput& input);

// gate_explanation tells why a module, as found, is in the state it says: what flag and file make of it, and which variables of
// the run's environment decide beside them. Empty when nothing is known.
std::string gate_explanation(const Context& context, const ModuleEvidence& module, const Run& run);

}  // namespace fipsprobe
