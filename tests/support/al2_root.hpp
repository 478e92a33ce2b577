#pragma once

#include <string>
#include <vector>

#include "tests/support/program.hpp"

namespace fipsprobe::test {

// Al2Root is a root file system in the form of Amazon Linux 2 that a command sees and the host does not: in a mount namespace
// of its own, with Amazon's OpenSSL and libgcrypt in /usr/lib64 and a kernel in /boot that is ready for FIPS mode. `setup` are
// shell commands that change it; $root is where it lies.
struct Al2Root {
  std::string fips_enabled = "0";                   // content of /proc/sys/crypto/fips_enabled
  std::string command_line = "root=/dev/xvda1 ro";  // content of /proc/cmdline
  std::string setup = {};

  static constexpr const char* kRelease = "4.14.320-243.544.amzn2.x86_64";
};

// run_in runs fipsprobe in the root. The test is SKIPPED where no mount namespace can be had, where the modules are not there,
// and in a container, which the root cannot hide.
ProgramResult run_in(const Al2Root& root, const std::vector<std::string>& arguments);

}  // namespace fipsprobe::test
