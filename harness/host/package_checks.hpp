#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/model/evidence.hpp"
#include "harness/model/package_check.hpp"

namespace fipsprobe {

// check_packages finds the packages that own the files of each module (its library, its parts, the files that hold its
// checksums; of the kernel what lies in /boot and /lib/modules of `kernel_release`), and has the package manager verify them.
// The result is in the order of `modules`. Each package is verified once, whatever number of modules it serves; a package
// manager that is not done in time is not asked again.
std::vector<PackageChecks> check_packages(const std::vector<ModuleEvidence>& modules, const std::string& kernel_release,
                                          const std::filesystem::path& root);

}  // namespace fipsprobe
