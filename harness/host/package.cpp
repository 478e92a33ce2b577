#include "harness/host/package.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "harness/host/external_tool.hpp"
#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

using Path = std::filesystem::path;
using Owners = std::map<std::string, std::string>;  // path as the package manager knows it, to package

constexpr std::chrono::seconds kTimeLimit{20};

bool is_there(const Path& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

// in_root gives the path as the package database has it: absolute, below `root`.
std::string in_root(const Path& path, const Path& root) {
  if (root == "/") return path.string();
  const Path inside = path.lexically_relative(root);
  return inside.empty() || *inside.begin() == ".." ? path.string() : "/" + inside.string();
}

// names_of gives every path by which a package may own the file: as given, with its links resolved, and each with and without
// /usr, as the packages' own lists did not all follow when /lib became a link to /usr/lib.
std::vector<std::string> names_of(const Path& file, const Path& root) {
  std::error_code error;
  std::vector<std::string> names;
  const Path real = std::filesystem::canonical(file, error);
  const Path real_root = std::filesystem::canonical(root, error);
  if (!real.empty()) names.push_back(in_root(real, real_root));
  names.push_back(in_root(std::filesystem::absolute(file, error), root));
  const std::size_t count = names.size();
  for (std::size_t at = 0; at < count; ++at) {
    const std::string name = names[at];
    if (name.starts_with("/usr/lib")) names.push_back(name.substr(4));
    if (name.starts_with("/lib")) names.push_back("/usr" + name);
  }
  return names;
}

// Names with these characters would be patterns to dpkg-query, or break a line of an answer.
bool is_plain(const std::string& name) {
  return name.starts_with('/') && name.find_first_of("*?[]\\\n\t") == std::string::npos;
}

// rpm_database gives the folder of rpm's database; without this check rpm would make an empty one. The folder is always named
// to rpm: its default is another one where rpm is not the host's own package manager.
std::optional<std::string> rpm_database(const Path& root) {
  for (const std::string_view folder : {"/var/lib/rpm", "/usr/lib/sysimage/rpm"}) {
    for (const std::string_view file : {"Packages", "rpmdb.sqlite", "Packages.db"}) {
      if (is_there(under(root, folder) / file)) return std::string(folder);
    }
  }
  return std::nullopt;
}

// rpm_owners asks for each owning package with all its files, so that the answer tells which file it speaks of even where two
// packages own one.
Owners rpm_owners(const std::vector<std::string>& names, const Path& root) {
  const auto database = rpm_database(root);
  if (!database) return {};
  std::vector<std::string> words = {"rpm", "--dbpath", *database};
  if (root != "/") words.insert(words.end(), {"--root", root.string()});
  words.insert(words.end(), {"-qf", "--queryformat", "P\t%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}\n[F\t%{FILENAMES}\n]", "--"});
  for (const std::string& name : names) {
    if (is_there(under(root, name))) words.push_back(name);
  }
  const auto answer = run_tool(words, kTimeLimit);
  if (!answer) return {};
  Owners owners;
  std::string package;
  for (const std::string_view line : lines_of(*answer)) {
    if (line.starts_with("P\t")) package = "rpm " + std::string(line.substr(2));
    if (line.starts_with("F\t")) owners.emplace(line.substr(2), package);
  }
  return owners;
}

std::vector<std::string> dpkg_query(const Path& root) {
  std::vector<std::string> words = {"dpkg-query"};
  if (root != "/") words.push_back("--admindir=" + under(root, "/var/lib/dpkg").string());
  return words;
}

// dpkg_packages gives "NAME[:ARCH]" of the first package that owns each file. A line of the answer is "NAME[, NAME...]: PATH";
// lines on diversions start with "diversion by".
Owners dpkg_packages(const std::vector<std::string>& names, const Path& root) {
  std::vector<std::string> words = dpkg_query(root);
  words.insert(words.end(), {"--search", "--"});
  words.insert(words.end(), names.begin(), names.end());
  const auto answer = run_tool(words, kTimeLimit);
  if (!answer) return {};
  Owners packages;
  for (const std::string_view line : lines_of(*answer)) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos || line.starts_with("diversion by ")) continue;
    packages.emplace(line.substr(colon + 2), words_of(line.substr(0, colon), ", ").front());
  }
  return packages;
}

// dpkg_versions gives "dpkg NAME VERSION ARCH" by both "NAME" and "NAME:ARCH".
Owners dpkg_versions(const std::set<std::string>& packages, const Path& root) {
  std::vector<std::string> words = dpkg_query(root);
  words.insert(words.end(), {"--show", "--showformat=${Package} ${Version} ${Architecture}\n", "--"});
  words.insert(words.end(), packages.begin(), packages.end());
  const auto answer = run_tool(words, kTimeLimit);
  if (!answer) return {};
  Owners versions;
  for (const std::string_view line : lines_of(*answer)) {
    const auto parts = words_of(line, " ");
    if (parts.size() != 3) continue;
    versions.emplace(parts[0], "dpkg " + std::string(line));
    versions.emplace(std::string(parts[0]) + ":" + std::string(parts[2]), "dpkg " + std::string(line));
  }
  return versions;
}

Owners dpkg_owners(const std::vector<std::string>& names, const Path& root) {
  if (!is_there(under(root, "/var/lib/dpkg/status"))) return {};
  Owners owners = dpkg_packages(names, root);
  std::set<std::string> packages;
  for (const auto& [name, package] : owners) packages.insert(package);
  if (packages.empty()) return {};
  const Owners versions = dpkg_versions(packages, root);
  for (auto& [name, package] : owners) {
    const auto version = versions.find(package);
    if (version == versions.end()) {
      package.insert(0, "dpkg ");
    } else {
      package = version->second;
    }
  }
  return owners;
}

std::string owner_of(const std::vector<std::string>& names, const Owners& owners) {
  for (const std::string& name : names) {
    const auto owner = owners.find(name);
    if (owner != owners.end()) return owner->second;
  }
  return {};
}

}  // namespace

std::vector<std::string> packages_of_files(const std::vector<Path>& files, const Path& root) {
  std::vector<std::vector<std::string>> names;
  std::set<std::string> all;
  for (const Path& file : files) {
    names.push_back(names_of(file, root));
    std::ranges::copy_if(names.back(), std::inserter(all, all.end()), is_plain);
  }
  std::vector<std::string> packages(files.size());
  if (all.empty()) return packages;
  const std::vector<std::string> asked(all.begin(), all.end());
  Owners owners = rpm_owners(asked, root);
  owners.merge(dpkg_owners(asked, root));
  std::ranges::transform(names, packages.begin(), [&](const auto& file_names) { return owner_of(file_names, owners); });
  return packages;
}

std::string package_of_file(const Path& file, const Path& root) { return packages_of_files({file}, root).front(); }

}  // namespace fipsprobe
