#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

struct FoundLibrary {
  std::string soname;  // as it was asked for
  std::string path;    // as it was found, symbolic links not resolved
};

// find_libraries finds every file that has one of the names: in the loader's cache (/etc/ld.so.cache), then in the folders
// where distributions keep libraries. The result is in the order of `sonames`, of each file once, whatever names and links lead
// to it, and of this program's own architecture only: no other can be loaded. A file that is no shared library is left out.
std::vector<FoundLibrary> find_libraries(const std::filesystem::path& root, std::span<const std::string_view> sonames);

}  // namespace fipsprobe
