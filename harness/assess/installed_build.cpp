#include "harness/assess/installed_build.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

namespace fipsprobe {
namespace {

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// nvr_of reads Identity::package, "rpm NAME-VERSION-RELEASE.ARCH" or "dpkg NAME VERSION ARCH"; empty for another text.
std::string nvr_of(const std::string& package) {
  std::istringstream stream(package);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  if (words.size() == 2 && words[0] == "rpm") return words[1].substr(0, words[1].rfind('.'));
  if (words.size() == 4 && words[0] == "dpkg") return words[1] + "-" + words[2];
  return {};
}

// main_file_of returns the file that is the module: of OpenSSL 3 the FIPS provider, where it is a part, else the library.
std::string main_file_of(const ModuleEvidence& module) {
  for (const auto& [path, sha256] : module.identity.parts) {
    if (file_name(path) == "fips.so") return path;
  }
  return module.identity.path.empty() ? module.identity.real_path : module.identity.path;
}

std::string package_of_part(const ModuleEvidence& module, const std::string& path) {
  if (!module.packages) return {};
  for (const PackageCheck& check : module.packages->checks) {
    if (std::ranges::find(check.files, path) != check.files.end()) return check.package;
  }
  return {};
}

// kernel_package makes the name of a kernel's package of its release, as it is on Amazon Linux, where no database was asked.
std::string kernel_package(const HostFact& release) {
  if (!release.value) return {};
  const std::string& text = *release.value;
  const bool has_architecture = text.ends_with(".x86_64") || text.ends_with(".aarch64");
  return "kernel-" + (has_architecture ? text.substr(0, text.rfind('.')) : text);
}

std::string main_package_of(const ModuleEvidence& module, const HostFact& release) {
  const std::string main_file = main_file_of(module);
  const bool is_part = module.identity.parts.contains(main_file);
  const std::string nvr = nvr_of(is_part ? package_of_part(module, main_file) : module.identity.package);
  return nvr.empty() && module.family == "kernel" ? kernel_package(release) : nvr;
}

}  // namespace

void add_once(std::vector<std::string>& texts, std::string text) {
  if (!text.empty() && std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
}

std::string InstalledBuild::text() const {
  const std::string build =
      packages.empty() ? "a file that no package is known to own" : fmt::format("{}", fmt::join(packages, ", "));
  return architecture.empty() ? build : fmt::format("{} ({})", build, architecture);
}

InstalledBuild installed_build_of(const Context& context, const Subject& subject) {
  const Identity& identity = subject.module.identity;
  const HostFact release = host_fact(context, "kernel.release");
  InstalledBuild installed;
  installed.main_package = main_package_of(subject.module, release);
  add_once(installed.packages, installed.main_package);
  installed.evidence = {subject.pointer("/identity")};
  if (subject.module.packages) {
    for (const PackageCheck& check : subject.module.packages->checks) add_once(installed.packages, nvr_of(check.package));
    installed.evidence.push_back(subject.pointer("/packages"));
  }
  if (subject.module.family == "kernel") add_once(installed.evidence, release.pointer);
  installed.architecture = identity.architecture;
  if (installed.architecture.empty()) installed.architecture = host_fact(context, "architecture").value.value_or("");
  for (const std::string& name : {file_name(identity.path), file_name(identity.real_path), identity.soname}) {
    if (!name.empty()) installed.files.emplace(name, identity.sha256);
  }
  for (const auto& [path, sha256] : identity.parts) installed.files.emplace(file_name(path), sha256);
  const std::string main_file = main_file_of(subject.module);
  add_once(installed.main_names, file_name(main_file));
  if (identity.parts.contains(main_file)) return installed;
  add_once(installed.main_names, file_name(identity.real_path));
  add_once(installed.main_names, identity.soname);
  return installed;
}

}  // namespace fipsprobe
