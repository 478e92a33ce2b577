#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/assess/validated_builds.hpp"

namespace fipsprobe {

// FipsExpectation is the state the host should be in.
//   automatic  FIPS mode on; a module whose build has none is left aside
//   on         FIPS mode on, in every module
//   off        FIPS mode off
enum class FipsExpectation { automatic, on, off };

// Policy is what the operator asks of the host.
struct Policy {
  FipsExpectation fips = FipsExpectation::automatic;
  std::vector<std::string> required_families;                   // must be present: "openssl"
  std::optional<std::vector<ValidatedBuild>> validated_builds;  // absent: nothing is said of the build
  bool historical_accepted =
      false;  // the agency has taken its risk decision: the finding stays, but no longer decides the exit code
};

}  // namespace fipsprobe
