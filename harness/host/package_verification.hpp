#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/package_check.hpp"

namespace fipsprobe {

// Verification is what a package manager found when it compared the files of a package with its own records. The records lie on
// the same host: who can change the files may be able to change them too.
struct Verification {
  std::string tool;                          // the command, "rpm -V --nodeps --noscripts NAME"
  std::string why_unknown;                   // why it did not run to its end
  std::vector<PackageDeviation> deviations;  // in the tool's order; whether they are of a module is left open
  std::set<std::string> looked_at;           // files of the package of which it has a checksum, or a link's target
};

// verify_package has an installed package verified: by `rpm -V`, without the package's own scripts, or by `dpkg --verify`.
// `package` is in the form of Identity::package. A tool is given 60 seconds.
Verification verify_package(const std::string& package, const std::filesystem::path& root);

// deviations_in reads the output of both tools, a file a line: letters or "missing", the kind of file (c: configuration) where
// it has one, and its name. A line of another form makes `unread` hold it.
struct ReadDeviations {
  std::vector<PackageDeviation> deviations;
  std::string unread;  // the first line that is no such line; empty: there is none
};
ReadDeviations deviations_in(std::string_view output);

}  // namespace fipsprobe
