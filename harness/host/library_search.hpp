#pragma once

#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

// library_folders are those where distributions keep libraries and where the loader, or a module of the system, looks on its
// own. Those below /usr/local are the administrator's.
std::vector<std::string> library_folders();

// cached_libraries returns the paths in the loader's cache (/etc/ld.so.cache), below `root`.
std::vector<std::filesystem::path> cached_libraries(const std::filesystem::path& root);

struct FoundLibrary {
  std::string soname;  // as it was asked for
  std::string path;    // as it was found, symbolic links not resolved
};

// find_libraries finds every file that has one of the names: in the loader's cache (/etc/ld.so.cache), then in the folders
// where distributions keep libraries. The result is in the order of `sonames`, of each file once, whatever names and links lead
// to it, and of this program's own architecture only: no other can be loaded. A file that is no shared library is left out.
std::vector<FoundLibrary> find_libraries(const std::filesystem::path& root, std::span<const std::string_view> sonames);

// loader_folders returns the folders in which find_libraries looks and those that the loader's cache names, symbolic links
// resolved, with the folder of OpenSSL's providers in each.
std::set<std::filesystem::path> loader_folders(const std::filesystem::path& root);

}  // namespace fipsprobe
