#pragma once

#include <string>
#include <vector>

#include "harness/model/evidence.hpp"
#include "tests/support/program.hpp"

namespace fipsprobe::test {

// FakeHost is FIPS state that a command sees and the host does not: it lives in a mount namespace of its own, with a tmpfs over
// /proc/sys, a file over /proc/cmdline and a copy of /etc.
struct FakeHost {
  std::string fips_enabled = "1";  // content of /proc/sys/crypto/fips_enabled
  bool system_fips = false;        // whether /etc/system-fips is there
  std::string command_line = {};   // content of /proc/cmdline; empty: "ro fips=" and the flag
  std::string setup = {};          // shell commands for more, run before the program; /mnt is a tmpfs, /etc a copy
};

// run_on runs fipsprobe on the fake host. The test is SKIPPED where no mount namespace can be had.
ProgramResult run_on(const FakeHost& host, const std::vector<std::string>& arguments);

// evidence_on is evidence_of on the fake host.
Evidence evidence_on(const FakeHost& host, std::vector<std::string> arguments);

}  // namespace fipsprobe::test
