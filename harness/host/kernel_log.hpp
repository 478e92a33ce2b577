#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/model/fact.hpp"

namespace fipsprobe {

// KernelLog is the kernel's log as /dev/kmsg gives it (Documentation/ABI/testing/dev-kmsg of the Linux source): one text a
// record, oldest first.
struct KernelLog {
  std::vector<std::string> records;  // "PRIORITY,SEQUENCE,TIME,FLAGS;TEXT"
  std::string why_unknown;           // set when it could not be read
};

// read_kernel_log reads what is in the log now and never waits. At most 100 000 records.
KernelLog read_kernel_log(const std::filesystem::path& root);

// fips_messages sums up what the log says of FIPS mode and of self-tests: "fips mode: enabled; self-tests: 148 passed, 0
// failed". Failures are quoted. When the log has lost its beginning the value says so, and without any message it is unknown.
Fact fips_messages(const KernelLog& log);

}  // namespace fipsprobe
