#include "harness/cli/module_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

#include "harness/host/library_file.hpp"
#include "harness/host/library_search.hpp"
#include "harness/model/errors.hpp"
#include "probes/family.hpp"

namespace fipsprobe {
namespace {

constexpr const char* kModuleOptionsRoot = "/";

Instance instance_from(const std::string& words) {
  const std::size_t equals = words.find('=');
  if (equals == std::string::npos || equals + 1 == words.size()) {
    throw UsageError(fmt::format("--module {}: write FAMILY=FILE, for example openssl=/usr/lib64/libcrypto.so.10", words));
  }
  const Family& family = family_named(words.substr(0, equals));
  const std::string path = words.substr(equals + 1);
  if (family.sonames.empty()) throw UsageError(fmt::format("--module {}: {} is not loaded from a file", words, family.title));
  read_library_file(path);
  return {std::string(family.name), std::filesystem::absolute(path).lexically_normal().string()};
}

void add_found(std::vector<Instance>& instances, const Family& family) {
  const auto known = [&](const std::string& path) {
    return std::ranges::any_of(
        instances, [&](const Instance& instance) { return instance.family == family.name && instance.path == path; });
  };
  if (family.sonames.empty()) instances.push_back({std::string(family.name), {}});
  for (const FoundLibrary& found : find_libraries(kModuleOptionsRoot, family.sonames)) {
    if (!known(found.path)) instances.push_back({std::string(family.name), found.path});
  }
}

}  // namespace

void add_module_options(CLI::App& command, ModuleOptions& options) {
  command.add_option("--modules", options.families, "only these families: openssl, libgcrypt, nss, gnutls, kernel")
      ->delimiter(',');
  command.add_option("--module", options.module_files, "this file instead of the host's modules: FAMILY=FILE; may be repeated");
  command.add_option("--jobs", options.jobs, "worker processes side by side (default: one for each processor)")
      ->check(CLI::Range(1, 1024));
  command.add_option("--timeout", options.time_limit, "seconds without progress after which a worker is stopped")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  command.add_flag("-q,--quiet", options.quiet, "no progress on standard error");
}

void add_mode_option(CLI::App& command, ModuleOptions& options) {
  std::vector<std::string> names;
  for (const Mode mode : kModes) names.emplace_back(name_of(mode));
  command.add_option("--mode", options.modes, "only these modes: as_found, fips, contrast (default: all three)")
      ->delimiter(',')
      ->check(CLI::IsMember(names));
}

std::vector<Mode> chosen_modes(const ModuleOptions& options) {
  std::vector<Mode> modes;
  for (const Mode mode : kModes) {
    if (options.modes.empty() || std::ranges::find(options.modes, name_of(mode)) != options.modes.end()) modes.push_back(mode);
  }
  return modes;
}

void add_profile_option(CLI::App& command, ModuleOptions& options) {
  command.add_option("--profile", options.profile, "how many known answers: quick, standard or full")
      ->check(CLI::IsMember({"quick", "standard", "full"}))
      ->capture_default_str();
  command.add_flag("--slow", options.costs.slow, "also generate RSA and DSA keys and parameters (in the profile full: always)");
  command.add_flag("--large", options.costs.large, "also hash the messages of gigabytes of ACVP's LDT cases");
}

Profile chosen_profile(const ModuleOptions& options) { return profile_named(options.profile).value_or(Profile::standard); }

std::vector<Instance> chosen_instances(const ModuleOptions& options) {
  std::vector<Instance> instances;
  for (const std::string& words : options.module_files) instances.push_back(instance_from(words));
  if (!instances.empty() && options.families.empty()) return instances;
  for (const std::string& name : options.families) family_named(name);
  for (const Family& family : families()) {
    const bool wanted = options.families.empty() || std::ranges::find(options.families, family.name) != options.families.end();
    const bool given = std::ranges::find(instances, family.name, &Instance::family) != instances.end();
    if (wanted && !given) add_found(instances, family);
  }
  return instances;
}

unsigned chosen_jobs(const ModuleOptions& options) {
  return options.jobs != 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace fipsprobe
