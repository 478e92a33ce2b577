#include "harness/host/installed_crypto.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "harness/host/crypto_names.hpp"
#include "harness/host/folder_walk.hpp"
#include "harness/host/library_file.hpp"
#include "harness/host/library_search.hpp"
#include "harness/host/package.hpp"
#include "harness/host/side_packages.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxLibraries = 1000;

constexpr std::array<std::string_view, 7> kSearched = {"/usr/lib", "/usr/lib64", "/usr/local", "/opt",
                                                       "/srv",     "/root",      "/home"};

// Candidates are files of the names that are looked for, those that the loader finds first.
struct Candidates {
  std::vector<fs::path> paths;
  std::vector<std::string> not_searched;
};

Candidates candidates_below(const fs::path& root) {
  Candidates candidates;
  for (fs::path& path : cached_libraries(root)) {
    if (is_crypto_library(path.filename().string())) candidates.paths.push_back(std::move(path));
  }
  std::vector<fs::path> folders;
  for (const std::string& folder : library_folders()) folders.push_back(under(root, folder));
  for (const std::string_view folder : kSearched) folders.push_back(under(root, folder));
  WalkResult walk = files_below(folders, is_crypto_library, {});
  for (const fs::path& file : walk.files) {  // by its own name: of the links to it any may have been found
    std::error_code error;
    fs::path real = fs::canonical(file, error);
    if (!error) candidates.paths.push_back(std::move(real));
  }
  candidates.not_searched = std::move(walk.left_out);
  return candidates;
}

bool is_in_system_folder(const fs::path& real, const fs::path& root) {
  return std::ranges::any_of(library_folders(), [&](const std::string& folder) {
    std::error_code error;
    if (folder.starts_with("/usr/local")) return false;
    const fs::path system = fs::canonical(under(root, folder), error);
    return !error && real.parent_path() == system;
  });
}

// library_at reads what the file says of itself; nullopt for what is no shared library.
std::optional<CryptoLibrary> library_at(const fs::path& path, const fs::path& real, const fs::path& root) {
  try {
    const LibraryFile file = read_library_file(real);
    return CryptoLibrary{.path = path.string(),
                         .soname = file.soname,
                         .architecture = file.architecture,
                         .package = {},
                         .is_in_system_folder = is_in_system_folder(real, root)};
  } catch (const InputError&) {
    return std::nullopt;
  }
}

}  // namespace

InstalledCrypto find_installed_crypto(const fs::path& root) {
  Candidates candidates = candidates_below(root);
  InstalledCrypto installed;
  installed.not_searched = std::move(candidates.not_searched);
  std::set<fs::path> seen;
  std::vector<fs::path> files;
  std::size_t left_out = 0;
  for (const fs::path& path : candidates.paths) {
    std::error_code error;
    const fs::path real = fs::canonical(path, error);
    if (error || !seen.insert(real).second) continue;
    auto library = library_at(path, real, root);
    if (!library) continue;
    if (installed.libraries.size() == kMaxLibraries) {
      ++left_out;
      continue;
    }
    files.push_back(real);
    installed.libraries.push_back(std::move(*library));
  }
  if (left_out > 0) installed.not_searched.push_back(fmt::format("{} more libraries that were found are not listed", left_out));
  std::vector<std::string> packages = packages_of_files(files, root);
  for (std::size_t i = 0; i < packages.size(); ++i) installed.libraries[i].package = std::move(packages[i]);
  SidePackages side = find_side_packages(root);
  installed.packages = std::move(side.packages);
  installed.not_searched.insert(installed.not_searched.end(), side.not_asked.begin(), side.not_asked.end());
  return installed;
}

}  // namespace fipsprobe
