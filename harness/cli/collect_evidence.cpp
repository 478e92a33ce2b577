#include "harness/cli/collect_evidence.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <future>
#include <map>
#include <utility>

#include "harness/cli/progress_display.hpp"
#include "harness/cli/version.hpp"
#include "harness/host/boot_evidence.hpp"
#include "harness/host/host_facts.hpp"
#include "harness/host/installed_crypto.hpp"
#include "harness/host/integrity_check.hpp"
#include "harness/host/kernel_crypto.hpp"
#include "harness/host/library_file.hpp"
#include "harness/host/nss_databases.hpp"
#include "harness/host/package.hpp"
#include "harness/host/package_checks.hpp"
#include "harness/model/errors.hpp"
#include "harness/workers/second_opinion.hpp"

namespace fipsprobe {
namespace {

constexpr const char* kCollectEvidenceRoot = "/";

// kNotVerified is what evidence of every other command than audit says of packages.
constexpr std::string_view kNotVerified = "left out in a quick look: audit has the packages verified";
constexpr std::string_view kNotSearched = "left out in a quick look: audit looks for other crypto libraries";

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

// hash_or_nothing is for files that may be there for root only, as a kernel's image is on some distributions.
std::string hash_or_nothing(const std::string& path) {
  try {
    return sha256_of_file(path);
  } catch (const InputError&) {
    return {};
  }
}

// add_file_facts fills in what the file tells without loading it.
void add_file_facts(Identity& identity) {
  if (identity.path.empty()) return;
  const LibraryFile file = read_library_file(identity.path);
  identity.real_path = file.real_path;
  identity.soname = file.soname;
  identity.architecture = file.architecture;
}

// add_provider makes the FIPS provider of OpenSSL 3 a part of the module: it is what a certificate covers.
void add_provider(ModuleEvidence& module) {
  for (const IntegrityFile& file : module.integrity_files) {
    const bool is_provider = std::filesystem::path(file.file).filename() == "fips.so";
    if (is_provider) module.identity.parts.emplace(file.file, hash_or_nothing(file.file));
  }
}

// add_hashes_and_packages reads the files whole and asks the package manager: the slow part of an identity.
void add_hashes_and_packages(std::vector<ModuleEvidence>& modules) {
  std::vector<std::filesystem::path> paths;
  for (ModuleEvidence& module : modules) {
    paths.emplace_back(module.identity.real_path);
    if (module.identity.path.empty()) continue;
    module.identity.sha256 = sha256_of_file(module.identity.real_path);
    for (auto& [part, hash] : module.identity.parts) hash = sha256_of_file(part);
    module.integrity_files = check_integrity_files(module, kCollectEvidenceRoot);
    add_provider(module);
  }
  const std::vector<std::string> packages = packages_of_files(paths, kCollectEvidenceRoot);
  for (std::size_t i = 0; i < modules.size(); ++i) modules[i].identity.package = packages[i];
}

// image_of returns the image in /boot that the running kernel was started from, by its name; empty when it is not there.
std::string image_of(const Evidence& evidence) {
  if (!evidence.boot) return {};
  const auto running = std::ranges::find_if(evidence.boot->kernels, &KernelImage::is_running);
  return running == evidence.boot->kernels.end() ? std::string() : running->path;
}

// add_kernel_image tells the file and the package of the running kernel, as far as the name of its image says it.
void add_kernel_image(Identity& identity, const std::string& image) {
  if (image.empty()) return;
  identity.real_path = image;
  identity.package = package_of_file(image, kCollectEvidenceRoot);
  identity.sha256 = hash_or_nothing(image);
}

// add_installation adds how what is installed got there. It takes seconds: `rpm -V` of a kernel reads all its modules.
void add_installation(Evidence& evidence) {
  const std::string release = evidence.host.at("kernel.release").value.value_or(std::string());
  for (ModuleEvidence& module : evidence.modules) {
    if (module.family == "kernel") add_kernel_image(module.identity, image_of(evidence));
  }
  std::vector<PackageChecks> packages = check_packages(evidence.modules, release, kCollectEvidenceRoot);
  for (std::size_t i = 0; i < packages.size(); ++i) evidence.modules[i].packages = std::move(packages[i]);
  evidence.installed_crypto = find_installed_crypto(kCollectEvidenceRoot);
}

// PartTimer notes how long each part of the collection took, in milliseconds.
class PartTimer {
 public:
  void done(const std::string& part) {
    const auto now = std::chrono::steady_clock::now();
    parts_[part] += std::chrono::duration<double, std::milli>(now - last_).count();
    last_ = now;
  }
  std::map<std::string, double> parts() const { return parts_; }

 private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  std::map<std::string, double> parts_;
};

void learn(Identity& identity, const ModuleVersion& version) {
  identity.version = version.version;
  identity.build = version.build;
  for (const std::string& part : version.parts) identity.parts.emplace(part, std::string());
}

}  // namespace

std::string now_text() {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

Evidence evidence_of_host(Depth depth) {
  Evidence evidence;
  evidence.tool_version = kVersion;
  evidence.collected_at = now_text();
  evidence.host = collect_host_facts(kCollectEvidenceRoot, depth);
  evidence.boot =
      read_boot_evidence(kCollectEvidenceRoot, evidence.host.at("kernel.release").value.value_or(std::string()), depth);
  return evidence;
}

void add_modules(Evidence& evidence, const std::vector<Instance>& instances, std::vector<SupervisedRun> runs, bool identities) {
  // After the runs, because the kernel lists an algorithm of a loadable module only once something has asked for it. An
  // instance of a template such as "cbc(aes-generic)" may have answered and be gone again: a better driver for "aes" ends it.
  evidence.kernel_algorithms = read_kernel_algorithms(kCollectEvidenceRoot);
  const std::size_t modes = instances.empty() ? 0 : runs.size() / instances.size();
  std::size_t at = 0;
  for (const Instance& instance : instances) {
    ModuleEvidence& module = evidence.modules.emplace_back();
    module.family = instance.family;
    module.instance = instance.path.empty() ? instance.family : instance.path;
    module.identity.path = instance.path;
    for (std::size_t mode = 0; mode < modes; ++mode, ++at) {
      if (runs[at].version && module.identity.version.empty()) learn(module.identity, *runs[at].version);
      module.runs.push_back(std::move(runs[at].run));
    }
  }
  for (ModuleEvidence& module : evidence.modules) add_file_facts(module.identity);
  if (identities) add_hashes_and_packages(evidence.modules);
  for (ModuleEvidence& module : evidence.modules) module.packages = {.why_unknown = std::string(kNotVerified), .checks = {}};
  evidence.installed_crypto = InstalledCrypto{};
  evidence.installed_crypto->why_unknown = kNotSearched;
}

Evidence collect_evidence(const ModuleOptions& options, const Collection& collection) {
  PartTimer timer;
  const std::vector<Instance> instances = chosen_instances(options);
  const std::vector<RunPlan> plans = plans_for(instances, options, collection);
  timer.done("finding modules");
  // A quick look at the host changes nothing for the workers and is not changed by them, so it is taken beside them.
  const bool is_quick = collection.depth == Depth::quick && !collection.in_use;
  std::future<Evidence> beside;
  Evidence evidence;
  if (is_quick) {
    beside = std::async(std::launch::async, [] { return evidence_of_host(Depth::quick); });
  } else {
    evidence = evidence_of_host(collection.depth);
    timer.done("facts of the host");
  }
  if (collection.in_use) {
    // Before the workers, so that these are not among the processes.
    evidence.processes = read_processes(kCollectEvidenceRoot, *collection.in_use);
    evidence.nss_databases = find_nss_databases(kCollectEvidenceRoot);
    timer.done("processes and databases");
  }

  ProgressDisplay progress(plans.size() * collection.tasks.size(), options.quiet);
  std::vector<SupervisedRun> runs = supervise_all(plans, chosen_jobs(options), progress);
  if (is_quick) evidence = beside.get();
  const bool signed_something = std::ranges::any_of(runs, [](const SupervisedRun& run) { return !run.produced.empty(); });
  if (signed_something) seek_second_opinions(plans, runs, chosen_instances({}), progress);
  timer.done(is_quick ? "modules, and beside them facts of the host" : "modules");
  add_modules(evidence, instances, std::move(runs), collection.identities);
  timer.done(collection.identities ? "hashes and packages" : "headers of files");
  if (collection.installation) {
    add_installation(evidence);
    timer.done("packages and other libraries");
  }
  evidence.timing_ms = timer.parts();
  return evidence;
}

Evidence collect_states(const ModuleOptions& options) {
  return collect_evidence(options, {.modes = {Mode::as_found}, .tasks = {Task::state}, .sets = {}, .identities = false});
}

}  // namespace fipsprobe
