#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace fipsprobe {

// WalkLimits end a walk over a file system that is larger than anyone waits for.
struct WalkLimits {
  std::size_t names = 1000000;
  std::chrono::milliseconds time{30000};
};

// WalkResult is what a walk found, and the folders that it left out: "PATH: WHY".
struct WalkResult {
  std::vector<std::filesystem::path> files;
  std::vector<std::string> left_out;
};

// files_below finds every file and link, not folder, below the folders whose name `is_wanted`. It follows no link to a folder
// and stays on the file system of the folder that it began with. The limits are for all folders together. A folder that is not
// there is no trouble.
WalkResult files_below(const std::vector<std::filesystem::path>& folders,
                       const std::function<bool(const std::string& name)>& is_wanted, const WalkLimits& limits);

}  // namespace fipsprobe
