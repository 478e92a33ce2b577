#include "probes/nss/mapped_files.hpp"

#include <filesystem>
#include <fstream>
#include <set>

namespace fipsprobe::nss {

std::vector<std::string> mapped_files(std::string_view prefix) {
  std::set<std::string> found;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const std::size_t slash = line.find('/');
    if (slash == std::string::npos) continue;
    const std::string path = line.substr(slash);
    if (std::filesystem::path(path).filename().string().starts_with(prefix)) found.insert(path);
  }
  return {found.begin(), found.end()};
}

}  // namespace fipsprobe::nss
