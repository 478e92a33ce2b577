#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

// FipsExpectation is the state the host should be in.
//   automatic  FIPS mode on; a module whose build has none is left aside
//   on         FIPS mode on, in every module
//   off        FIPS mode off
enum class FipsExpectation { automatic, on, off };

// ValidatedBuild is a build that the operator took from a security policy.
struct ValidatedBuild {
  std::string nvr;     // NAME-VERSION-RELEASE, with or without .ARCH
  std::string sha256;  // of the library file, lower-case hex; empty: only the package name counts
};

// Policy is what the operator asks of the host.
struct Policy {
  FipsExpectation fips = FipsExpectation::automatic;
  std::vector<std::string> required_families;                   // must be present: "openssl"
  std::optional<std::vector<ValidatedBuild>> validated_builds;  // absent: nothing is said of the build
  bool historical_accepted =
      false;  // the agency has taken its risk decision: the finding stays, but no longer decides the exit code
};

// validated_builds_from_text reads one build a line: "NVR" or "NVR SHA256". Empty lines and what follows a # are left out.
// Throws InputError with the line for anything else, and when there is no build at all.
std::vector<ValidatedBuild> validated_builds_from_text(std::string_view text, const std::string& name);

}  // namespace fipsprobe
