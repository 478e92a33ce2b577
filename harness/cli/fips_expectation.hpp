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
  std::string subject;   // "kernel flag", the module's path, "next start by FILE \"TITLE\""
  std::string expected;  // "on", "off", "to fit"
  std::string seen;      // "off", "unknown"
  std::string how;
  bool unknown = false;
};

// differences_from compares with what is expected of the whole host: the kernel flag, each module's own FIPS state, fips= of
// the running and of each configured command line, and, where FIPS mode is expected, whether boot= fits where /boot lies. A
// module without any FIPS mode differs from "on". Templates and entries for repairs are left aside: no start follows them by
// itself.
std::vector<Difference> differences_from(const Evidence& evidence, bool expect_on);

}  // namespace fipsprobe
