#include "harness/host/library_search.hpp"

#include <set>

#include "harness/host/library_file.hpp"
#include "harness/host/loader_cache.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kCacheLimit = std::size_t{64} << 20U;

std::vector<CachedLibrary> loader_cache(const std::filesystem::path& root) {
  const TextFile file = read_text_file(under(root, "/etc/ld.so.cache"), kCacheLimit);
  return file.text ? loader_cache_in(*file.text) : std::vector<CachedLibrary>{};
}

bool is_loadable(const std::filesystem::path& path, const std::string& architecture) {
  try {
    return read_library_file(path).architecture == architecture;
  } catch (const InputError&) {
    return false;
  }
}

}  // namespace

// NSS keeps softoken and freebl in a folder of its own on Debian, and its tools beside it on Amazon Linux.
std::vector<std::string> library_folders() {
  const std::string multiarch = "/" + own_architecture() + "-linux-gnu";
  return {"/usr/lib64",
          "/lib64",
          "/usr/lib64/nss",
          "/usr/lib" + multiarch,
          "/lib" + multiarch,
          "/usr/lib" + multiarch + "/nss",
          "/usr/lib",
          "/lib",
          "/usr/local/lib64",
          "/usr/local/lib",
          "/usr/local/lib" + multiarch};
}

std::vector<std::filesystem::path> cached_libraries(const std::filesystem::path& root) {
  std::vector<std::filesystem::path> paths;
  for (const CachedLibrary& entry : loader_cache(root)) paths.push_back(under(root, entry.path));
  return paths;
}

std::vector<FoundLibrary> find_libraries(const std::filesystem::path& root, std::span<const std::string_view> sonames) {
  const std::vector<CachedLibrary> cache = loader_cache(root);
  const std::vector<std::string> folders = library_folders();
  const std::string architecture = own_architecture();
  std::set<std::filesystem::path> seen;
  std::vector<FoundLibrary> found;
  const auto consider = [&](std::string_view soname, const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::path real = std::filesystem::canonical(path, error);
    if (error || seen.contains(real) || !is_loadable(path, architecture)) return;
    seen.insert(real);
    found.push_back({std::string(soname), path.string()});
  };
  for (const std::string_view soname : sonames) {
    for (const CachedLibrary& entry : cache) {
      if (entry.soname == soname) consider(soname, under(root, entry.path));
    }
    for (const std::string& folder : folders) consider(soname, under(root, folder) / soname);
  }
  return found;
}

std::set<std::filesystem::path> loader_folders(const std::filesystem::path& root) {
  std::set<std::filesystem::path> named;
  for (const std::string& folder : library_folders()) named.insert(folder);
  for (const CachedLibrary& entry : loader_cache(root)) named.insert(std::filesystem::path(entry.path).parent_path());
  std::set<std::filesystem::path> folders;
  for (const std::filesystem::path& folder : named) {
    for (const std::filesystem::path& each : {folder, folder / "ossl-modules"}) {
      std::error_code error;
      const std::filesystem::path real = std::filesystem::canonical(under(root, each.string()), error);
      if (!error) folders.insert(real);
    }
  }
  return folders;
}

}  // namespace fipsprobe
