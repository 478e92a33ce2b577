#pragma once

#include <string>
#include <vector>

#include "harness/model/evidence.hpp"

namespace fipsprobe {

// state_as_found returns what the module said of itself in the as_found run; unknown, with the reason, when it could not be
// asked.
FipsState state_as_found(const ModuleEvidence& module);

// Difference is one thing that is not as expected, or could not be seen.
struct Difference {
  std::string subject;  // "kernel flag", or the module's path
  std::string seen;     // "off", "unknown"
  std::string how;
  bool unknown = false;
};

// differences_from compares the kernel flag and each module's own FIPS state with what is expected of the whole host.
// A module without any FIPS mode differs from "on".
std::vector<Difference> differences_from(const Evidence& evidence, bool expect_on);

}  // namespace fipsprobe
