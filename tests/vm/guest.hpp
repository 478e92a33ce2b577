#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/model/evidence.hpp"
#include "tests/support/program.hpp"

namespace fipsprobe::test {

// GuestRun is a command that was run in a guest: its exit code, and the folder with what it wrote. The folder goes with it.
struct GuestRun {
  std::unique_ptr<TemporaryFolder> folder = std::make_unique<TemporaryFolder>();
  int exit_code = -1;

  std::string text(const std::string& name) const { return content_of(folder->path() / name); }
};

// run_in_guest boots a kernel with the options and runs the command in it: run-guest has the options. The test is SKIPPED when
// something needed is not installed, and fails with run-guest's words when the guest gives no result.
GuestRun run_in_guest(const std::vector<std::string>& options, const std::vector<std::string>& command);

// evidence_from reads an evidence file that the guest left.
Evidence evidence_from(const GuestRun& run, const std::string& name);

}  // namespace fipsprobe::test
