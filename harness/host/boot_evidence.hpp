#pragma once

#include <filesystem>
#include <string>

#include "harness/host/fact_row.hpp"
#include "harness/model/boot.hpp"

namespace fipsprobe {

// read_boot_evidence reads the configured command lines and the kernels in /boot. `running` is the release of the running
// kernel (uname -r). Nothing is changed; never throws for what files contain.
BootEvidence read_boot_evidence(const std::filesystem::path& root, const std::string& running, Depth depth);

}  // namespace fipsprobe
