#include "harness/host/package_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "harness/host/integrity_row.hpp"
#include "harness/host/package.hpp"
#include "harness/host/package_database.hpp"
#include "harness/host/package_verification.hpp"
#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

using Path = std::filesystem::path;

// PackageVerifier verifies each package once.
class PackageVerifier {
 public:
  explicit PackageVerifier(Path root) : root_(std::move(root)) {}

  const Verification& operator()(const std::string& package) {
    const auto known = verified_.find(package);
    if (known != verified_.end()) return known->second;
    const std::string tool = package.substr(0, package.find(' '));
    const auto hung = hung_.find(tool);
    Verification verification = hung == hung_.end() ? verify_package(package, root_) : Verification{{}, hung->second, {}, {}};
    if (verification.why_unknown.ends_with("was stopped")) hung_.emplace(tool, verification.why_unknown);
    return verified_.emplace(package, std::move(verification)).first->second;
  }

 private:
  Path root_;
  std::map<std::string, Verification> verified_;
  std::map<std::string, std::string> hung_;
};

// ModuleFiles are the files that a module is made of.
struct ModuleFiles {
  std::vector<std::string> files;     // each once; they are there
  std::set<std::string> names;        // every name that a package may have of them, and of those that are not there
  std::string kernel_modules_folder;  // of the kernel: its modules are part of it; empty: another family
};

bool is_kernel_module(std::string_view name) {
  return name.ends_with(".ko") || name.ends_with(".ko.xz") || name.ends_with(".ko.gz") || name.ends_with(".ko.zst");
}

// holds tells whether a file of a package is one of the module's own. Whatever checksum file the package brings belongs to the
// module, also one that the module did not look for under this name.
bool holds(const ModuleFiles& module, const std::string& file) {
  if (module.names.contains(file) || file.ends_with(".hmac") || file.ends_with(".chk")) return true;
  return !module.kernel_modules_folder.empty() && file.find(module.kernel_modules_folder) != std::string::npos &&
         is_kernel_module(file);
}

std::vector<std::string> paths_of(const ModuleEvidence& module) {
  std::vector<std::string> paths = {module.identity.path};
  for (const auto& [part, sha256] : module.identity.parts) paths.push_back(part);
  for (const IntegrityFile& file : module.integrity_files) {
    paths.push_back(file.file);
    paths.push_back(file.integrity_file);
  }
  return paths;
}

// paths_of_kernel are the places of an image and its checksum: in /boot, and where newer packages keep them.
std::vector<std::string> paths_of_kernel(const std::string& release, const Path& root) {
  std::vector<std::string> paths;
  for (const std::string& path : {"/boot/vmlinuz-" + release, "/boot/.vmlinuz-" + release + ".hmac",
                                  "/lib/modules/" + release + "/vmlinuz", "/lib/modules/" + release + "/.vmlinuz.hmac"}) {
    paths.push_back(under(root, path).string());
  }
  return paths;
}

ModuleFiles files_of(const ModuleEvidence& module, const std::string& kernel_release, const Path& root) {
  const bool is_kernel = module.family == "kernel";
  std::vector<std::string> paths = is_kernel ? paths_of_kernel(kernel_release, root) : paths_of(module);
  std::erase(paths, std::string());
  ModuleFiles files{.files = distinct_files(paths),
                    .names = {},
                    .kernel_modules_folder = is_kernel ? "/lib/modules/" + kernel_release + "/" : std::string()};
  for (const std::string& path : paths) {
    for (std::string& name : names_in_packages(path, root)) files.names.insert(std::move(name));
  }
  return files;
}

// add_deviations puts the deviations of the module first, and leaves out what is more than kMaxDeviations of the others.
void add_deviations(PackageCheck& check, const std::vector<PackageDeviation>& deviations, const ModuleFiles& files) {
  std::vector<PackageDeviation> others;
  for (PackageDeviation deviation : deviations) {
    deviation.is_of_module = holds(files, deviation.file);
    (deviation.is_of_module ? check.deviations : others).push_back(std::move(deviation));
  }
  const std::size_t kept = std::min(others.size(), kMaxDeviations);
  check.deviations_left_out = others.size() - kept;
  check.deviations.insert(check.deviations.end(), others.begin(), others.begin() + static_cast<std::ptrdiff_t>(kept));
}

// OwnedFiles are files of a module that one package owns, or of which it is not known, for one reason, what owns them.
struct OwnedFiles {
  FileOwner owner;
  std::vector<std::string> files;
  std::vector<std::string> names;  // what the package calls them
};

std::vector<OwnedFiles> by_owner(const std::vector<std::string>& files, const std::vector<FileOwner>& owners) {
  std::vector<OwnedFiles> groups;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto same = [&](const OwnedFiles& group) {
      return group.owner.package == owners[i].package && group.owner.why_unknown == owners[i].why_unknown;
    };
    auto group = std::ranges::find_if(groups, same);
    if (group == groups.end()) group = groups.insert(groups.end(), {owners[i], {}, {}});
    group->files.push_back(files[i]);
    group->names.push_back(owners[i].name);
  }
  return groups;
}

PackageCheck unowned(const OwnedFiles& group) {
  PackageCheck check;
  check.files = group.files;
  check.why_unknown = group.owner.why_unknown.empty() ? "no package owns it" : group.owner.why_unknown;
  return check;
}

// check_of verifies the package and tells which files of the module it has no record of.
PackageCheck check_of(const OwnedFiles& group, const ModuleFiles& module, PackageVerifier& verify) {
  const Verification& verification = verify(group.owner.package);
  PackageCheck check;
  check.package = group.owner.package;
  check.files = group.files;
  check.tool = verification.tool;
  check.why_unknown = verification.why_unknown;
  add_deviations(check, verification.deviations, module);
  if (!check.why_unknown.empty()) return check;
  for (std::size_t i = 0; i < group.files.size(); ++i) {
    if (!verification.looked_at.contains(group.names[i]))
      check.not_looked.emplace(group.files[i], fmt::format("the package has no checksum of {}", group.names[i]));
  }
  return check;
}

PackageChecks checks_of(const ModuleFiles& module, const Path& root, PackageVerifier& verify) {
  if (module.files.empty()) return {.why_unknown = "none of its files is here", .checks = {}};
  PackageChecks packages;
  for (const OwnedFiles& group : by_owner(module.files, owners_of_files({module.files.begin(), module.files.end()}, root)))
    packages.checks.push_back(group.owner.package.empty() ? unowned(group) : check_of(group, module, verify));
  return packages;
}

}  // namespace

std::vector<PackageChecks> check_packages(const std::vector<ModuleEvidence>& modules, const std::string& kernel_release,
                                          const Path& root) {
  PackageVerifier verify(root);
  std::vector<PackageChecks> all;
  for (const ModuleEvidence& module : modules) all.push_back(checks_of(files_of(module, kernel_release, root), root, verify));
  return all;
}

}  // namespace fipsprobe
