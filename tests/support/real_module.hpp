#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "probes/family.hpp"

namespace fipsprobe::test {

// modules_folder returns the folder that scripts/fetch-modules filled: $FIPSPROBE_MODULES. The test is SKIPPED when it is
// unset.
std::filesystem::path modules_folder();

// start_module loads a module of a family in a mode as a worker would: it first starts this test program again with the
// environment that the family asks for. Call it first in a test case, once. `path` is absolute, or relative to
// modules_folder(), or empty for the kernel. The test is SKIPPED when the file is not there. Fails the test when the mode
// cannot be had.
std::unique_ptr<Module> start_module(const std::string& family, const std::filesystem::path& path, Mode mode);

// skip_without_dlmopen SKIPs a test in which OpenSSL 1.0.2k refuses what it gives no reason for: a second copy of the library,
// loaded with dlmopen, then tells whether that is FIPS mode's doing, and AddressSanitizer does not bear dlmopen.
void skip_without_dlmopen();

}  // namespace fipsprobe::test
