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

// panic_in_guest boots a kernel that is expected to panic, and returns the words of the panic. The test fails when the guest
// ends otherwise.
std::string panic_in_guest(const std::vector<std::string>& options, const std::vector<std::string>& command);

// path_from runs one of this folder's scripts, such as {"fetch-kernel", "amd64"}, and returns the path that it prints. The test
// is SKIPPED, with the script's words, when it cannot give one here.
std::string path_from(std::vector<std::string> script);

// evidence_from reads an evidence file that the guest left.
Evidence evidence_from(const GuestRun& run, const std::string& name);

}  // namespace fipsprobe::test
