#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "harness/model/json_place.hpp"

// What the package manager's own verification found of the packages that the files of a module came from.
namespace fipsprobe {

// PackageDeviation is a file that is not as its package left it.
struct PackageDeviation {
  std::string file;           // as the package manager names it
  std::string what;           // its own words: "S.5....T.", "??5??????", "missing", "missing (Permission denied)"
  bool is_config = false;     // the package marks it as configuration, which administrators change
  bool is_of_module = false;  // it is one of the module's own files, and not another file of the same package
};

inline constexpr std::size_t kMaxDeviations = 100;  // of files that are not the module's own; the rest is counted

// PackageCheck is one package and the files of the module that it owns.
struct PackageCheck {
  std::string package;                            // as Identity::package has it; empty: no package owns the files
  std::vector<std::string> files;                 // of the module
  std::string tool;                               // the command that verified it; empty: none was started
  std::string why_unknown;                        // why it was not verified, or not to the end
  std::vector<PackageDeviation> deviations;       // those of the module's own files first
  std::uint64_t deviations_left_out = 0;          // above kMaxDeviations
  std::map<std::string, std::string> not_looked;  // files of the module that the verification does not look at, and why
};

// PackageChecks are all packages of a module.
struct PackageChecks {
  std::string why_unknown;  // why none was looked at
  std::vector<PackageCheck> checks;
};

nlohmann::json to_json(const PackageChecks& packages);

// package_checks_from_json reads what to_json wrote. Throws InputError.
PackageChecks package_checks_from_json(const JsonPlace& place);

}  // namespace fipsprobe
