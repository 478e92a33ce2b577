#include "harness/host/package.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <set>
#include <string_view>

#include "harness/host/external_tool.hpp"
#include "harness/host/package_database.hpp"
#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

using Path = std::filesystem::path;
using Packages = std::map<std::string, std::string>;  // path as the package manager knows it, to package

// Owners is what one package manager says.
struct Owners {
  Packages packages;
  std::string why_unknown;  // why it did not say
};

constexpr std::chrono::seconds kPackageTimeLimit{20};

Owners unknown_owners(std::string why) { return {.packages = {}, .why_unknown = std::move(why)}; }

// in_root gives the path as the package database has it: absolute, below `root`.
std::string in_root(const Path& path, const Path& root) {
  if (root == "/") return path.string();
  const Path inside = path.lexically_relative(root);
  return inside.empty() || *inside.begin() == ".." ? path.string() : "/" + inside.string();
}

// Names with these characters would be patterns to dpkg-query, or break a line of an answer.
bool is_plain(const std::string& name) {
  return name.starts_with('/') && name.find_first_of("*?[]\\\n\t") == std::string::npos;
}

// rpm_owners asks for each owning package with all its files, so that the answer tells which file it speaks of even where two
// packages own one.
Owners rpm_owners(const std::vector<std::string>& names, const Path& root) {
  if (!has_rpm_database(root)) return {};
  std::vector<std::string> words = rpm_words(root);
  words.insert(words.end(), {"-qf", "--queryformat", "P\t%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}\n[F\t%{FILENAMES}\n]", "--"});
  for (const std::string& name : names) {
    if (is_there(under(root, name))) words.push_back(name);
  }
  const ToolAnswer answer = ask_tool(words, kPackageTimeLimit);
  if (!answer.why_failed.empty()) return unknown_owners(answer.why_failed);
  Owners owners;
  std::string package;
  for (const std::string_view line : lines_of(answer.output)) {
    if (line.starts_with("P\t")) package = "rpm " + std::string(line.substr(2));
    if (line.starts_with("F\t")) owners.packages.emplace(line.substr(2), package);
  }
  owners.why_unknown = complaint_of(answer);
  return owners;
}

// dpkg_packages gives "NAME[:ARCH]" of the first package that owns each file. A line of the answer is "NAME[, NAME...]: PATH";
// lines on diversions start with "diversion by".
Owners dpkg_packages(const std::vector<std::string>& names, const Path& root) {
  std::vector<std::string> words = dpkg_query_words(root);
  words.insert(words.end(), {"--search", "--"});
  words.insert(words.end(), names.begin(), names.end());
  const ToolAnswer answer = ask_tool(words, kPackageTimeLimit);
  if (!answer.why_failed.empty()) return unknown_owners(answer.why_failed);
  Owners owners;
  for (const std::string_view line : lines_of(answer.output)) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos || line.starts_with("diversion by ")) continue;
    const auto names_of_packages = words_of(line.substr(0, colon), ", ");
    if (!names_of_packages.empty()) owners.packages.emplace(line.substr(colon + 2), names_of_packages.front());
  }
  owners.why_unknown = complaint_of(answer);
  return owners;
}

// dpkg_versions gives "dpkg NAME VERSION ARCH" by both "NAME" and "NAME:ARCH".
Packages dpkg_versions(const std::set<std::string>& packages, const Path& root) {
  std::vector<std::string> words = dpkg_query_words(root);
  words.insert(words.end(), {"--show", "--showformat=${Package} ${Version} ${Architecture}\n", "--"});
  words.insert(words.end(), packages.begin(), packages.end());
  const auto answer = run_tool(words, kPackageTimeLimit);
  if (!answer) return {};
  Packages versions;
  for (const std::string_view line : lines_of(*answer)) {
    const auto parts = words_of(line, " ");
    if (parts.size() != 3) continue;
    versions.emplace(parts[0], "dpkg " + std::string(line));
    versions.emplace(std::string(parts[0]) + ":" + std::string(parts[2]), "dpkg " + std::string(line));
  }
  return versions;
}

Owners dpkg_owners(const std::vector<std::string>& names, const Path& root) {
  if (!has_dpkg_database(root)) return {};
  Owners owners = dpkg_packages(names, root);
  std::set<std::string> packages;
  for (const auto& [name, package] : owners.packages) packages.insert(package);
  if (packages.empty()) return owners;
  const Packages versions = dpkg_versions(packages, root);
  for (auto& [name, package] : owners.packages) {
    const auto version = versions.find(package);
    if (version == versions.end()) {
      package.insert(0, "dpkg ");
    } else {
      package = version->second;
    }
  }
  return owners;
}

// both puts together what two package managers say.
Owners both(Owners one, Owners other) {
  one.packages.merge(other.packages);
  if (one.why_unknown.empty()) one.why_unknown = std::move(other.why_unknown);
  return one;
}

FileOwner owner_of(const std::vector<std::string>& names, const Owners& owners) {
  for (const std::string& name : names) {
    const auto owner = owners.packages.find(name);
    if (owner != owners.packages.end()) return {.package = owner->second, .name = name, .why_unknown = {}};
  }
  return {.package = {}, .name = {}, .why_unknown = owners.why_unknown};
}

}  // namespace

// The packages' own lists did not all follow when /lib became a link to /usr/lib.
std::vector<std::string> names_in_packages(const Path& file, const Path& root) {
  std::error_code error;
  const Path real = std::filesystem::canonical(file, error);
  const Path real_root = std::filesystem::canonical(root, error);
  std::vector<std::string> names;
  const auto add = [&](std::string name) {
    if (name.starts_with("/usr/lib")) {
      names.insert(names.end(), {name, name.substr(4)});
    } else if (name.starts_with("/lib")) {
      names.insert(names.end(), {name, "/usr" + name});
    } else {
      names.push_back(std::move(name));
    }
  };
  if (!real.empty()) add(in_root(real, real_root));
  add(in_root(std::filesystem::absolute(file, error), root));
  return names;
}

std::vector<FileOwner> owners_of_files(const std::vector<Path>& files, const Path& root) {
  std::vector<std::vector<std::string>> names;
  std::set<std::string> all;
  for (const Path& file : files) {
    names.push_back(names_in_packages(file, root));
    std::ranges::copy_if(names.back(), std::inserter(all, all.end()), is_plain);
  }
  std::vector<FileOwner> found(files.size());
  if (all.empty()) return found;
  const std::vector<std::string> asked(all.begin(), all.end());
  Owners owners = both(rpm_owners(asked, root), dpkg_owners(asked, root));
  if (!has_rpm_database(root) && !has_dpkg_database(root)) owners.why_unknown = "this host has no database of rpm or dpkg";
  std::ranges::transform(names, found.begin(), [&](const auto& file_names) { return owner_of(file_names, owners); });
  return found;
}

std::vector<std::string> packages_of_files(const std::vector<Path>& files, const Path& root) {
  std::vector<std::string> packages;
  for (FileOwner& owner : owners_of_files(files, root)) packages.push_back(std::move(owner.package));
  return packages;
}

std::string package_of_file(const Path& file, const Path& root) { return packages_of_files({file}, root).front(); }

}  // namespace fipsprobe
