#include "harness/cli/collect_evidence.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "harness/cli/progress_display.hpp"
#include "harness/cli/version.hpp"
#include "harness/host/host_facts.hpp"
#include "harness/host/integrity_check.hpp"
#include "harness/host/kernel_crypto.hpp"
#include "harness/host/library_file.hpp"
#include "harness/host/package.hpp"
#include "harness/workers/second_opinion.hpp"

namespace fipsprobe {
namespace {

constexpr const char* kRoot = "/";

std::string now_text() {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

std::vector<RunPlan> plans_for(const std::vector<Instance>& instances, const ModuleOptions& options,
                               const Collection& collection) {
  std::vector<RunPlan> plans;
  for (const Instance& instance : instances) {
    for (const Mode mode : collection.modes) {
      plans.push_back({.instance = instance,
                       .mode = mode,
                       .tasks = collection.tasks,
                       .sets = collection.sets,
                       .verifications = {},
                       .time_limit = std::chrono::seconds(options.time_limit)});
    }
  }
  return plans;
}

// add_file_facts fills in what the file tells without loading it.
void add_file_facts(Identity& identity) {
  if (identity.path.empty()) return;
  const LibraryFile file = read_library_file(identity.path);
  identity.real_path = file.real_path;
  identity.soname = file.soname;
  identity.architecture = file.architecture;
}

// add_hashes_and_packages reads the files whole and asks the package manager: the slow part of an identity.
void add_hashes_and_packages(std::vector<ModuleEvidence>& modules) {
  std::vector<std::filesystem::path> paths;
  for (ModuleEvidence& module : modules) {
    paths.emplace_back(module.identity.real_path);
    if (module.identity.path.empty()) continue;
    module.identity.sha256 = sha256_of_file(module.identity.real_path);
    for (auto& [part, hash] : module.identity.parts) hash = sha256_of_file(part);
    module.integrity_files = check_integrity_files(module, kRoot);
  }
  const std::vector<std::string> packages = packages_of_files(paths, kRoot);
  for (std::size_t i = 0; i < modules.size(); ++i) modules[i].identity.package = packages[i];
}

void learn(Identity& identity, const ModuleVersion& version) {
  identity.version = version.version;
  identity.build = version.build;
  for (const std::string& part : version.parts) identity.parts.emplace(part, std::string());
}

}  // namespace

Evidence collect_evidence(const ModuleOptions& options, const Collection& collection) {
  const std::vector<Instance> instances = chosen_instances(options);
  const std::vector<RunPlan> plans = plans_for(instances, options, collection);
  Evidence evidence;
  evidence.tool_version = kVersion;
  evidence.collected_at = now_text();
  evidence.host = collect_host_facts(kRoot);
  evidence.kernel_algorithms = read_kernel_algorithms(kRoot);

  ProgressDisplay progress(plans.size() * collection.tasks.size(), options.quiet);
  std::vector<SupervisedRun> runs = supervise_all(plans, chosen_jobs(options), progress);
  const bool signed_something = std::ranges::any_of(runs, [](const SupervisedRun& run) { return !run.produced.empty(); });
  if (signed_something) seek_second_opinions(plans, runs, chosen_instances({}), progress);
  std::size_t at = 0;
  for (const Instance& instance : instances) {
    ModuleEvidence& module = evidence.modules.emplace_back();
    module.family = instance.family;
    module.instance = instance.path.empty() ? instance.family : instance.path;
    module.identity.path = instance.path;
    for (std::size_t mode = 0; mode < collection.modes.size(); ++mode, ++at) {
      if (runs[at].version && module.identity.version.empty()) learn(module.identity, *runs[at].version);
      module.runs.push_back(std::move(runs[at].run));
    }
  }
  for (ModuleEvidence& module : evidence.modules) add_file_facts(module.identity);
  if (collection.identities) add_hashes_and_packages(evidence.modules);
  return evidence;
}

Evidence collect_states(const ModuleOptions& options) {
  return collect_evidence(options, {.modes = {Mode::as_found}, .tasks = {Task::state}, .sets = {}, .identities = false});
}

}  // namespace fipsprobe
