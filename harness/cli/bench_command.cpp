#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/bench/clock.hpp"
#include "harness/bench/host_watch.hpp"
#include "harness/bench/measure.hpp"
#include "harness/cli/bench_progress.hpp"
#include "harness/cli/collect_evidence.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/output.hpp"
#include "harness/host/emulation.hpp"
#include "harness/host/library_file.hpp"
#include "harness/model/errors.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/text_bench.hpp"
#include "harness/statistics/statistics.hpp"
#include "harness/workers/bench_session.hpp"

namespace fipsprobe {
namespace {

constexpr const char* kBenchRoot = "/";
constexpr std::uint64_t kMaxSize = std::uint64_t{64} << 20U;
constexpr unsigned kMaxThreads = 1024;
constexpr double kShareOfMeasuring = 0.87;  // of the seconds given: host facts and hashing come before, the report after

// Profile is how much is measured, and how long that may take with everything before and after it.
struct BenchProfile {
  const char* name;
  std::vector<std::uint64_t> sizes;
  std::vector<Mode> modes;
  std::uint64_t repeats;
  std::uint64_t startups;
  double budget_seconds;
  double batch_seconds;
};

const BenchProfile& profile_for(bool quick) {
  static const BenchProfile kQuick{"quick", {16, 1024, 16384, 1U << 20U}, {Mode::as_found}, 5, 3, 52, 0.02};
  static const BenchProfile kStandard{
      "standard", {16, 64, 256, 1024, 8192, 16384, 65536, 1U << 20U}, {kBenchModes.begin(), kBenchModes.end()}, 10, 10, 570,
      0.05};
  return quick ? kQuick : kStandard;
}

struct BenchOptions {
  bool quick = false;
  bool list = false;
  std::vector<std::string> operations, sizes, threads;
  std::uint64_t repeats = 0;  // 0: of the profile
  unsigned seconds = 0;       // 0: of the profile
  ModuleOptions modules;
  OutputOptions output;
};

// size_from reads "16", "8k", "1M": bytes, in units of 1024.
std::uint64_t size_from(const std::string& word) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const std::string unit(end, word.data() + word.size());
  const unsigned shift = unit == "k" || unit == "K" ? 10 : unit == "M" ? 20 : 0;
  const bool known = error == std::errc() && (unit.empty() || shift != 0);
  if (!known || number == 0 || number > kMaxSize >> shift || (number << shift) % 16 != 0) {
    throw UsageError(fmt::format("--sizes {}: give bytes, a multiple of 16 and at most 64M, for example 16, 8k, 1M", word));
  }
  return number << shift;
}

unsigned threads_from(const std::string& word, std::size_t processors) {
  if (word == "all") return static_cast<unsigned>(processors);
  unsigned number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size() || number == 0 || number > kMaxThreads) {
    throw UsageError(fmt::format("--threads {}: give numbers from 1 to {}, or all", word, kMaxThreads));
  }
  return number;
}

template <class Value>
std::vector<Value> sorted_once(std::vector<Value> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

// processors_to_measure_on are those that this process may use, the last first: interrupts go to the first ones more often.
std::vector<unsigned> processors_to_measure_on() {
  std::vector<unsigned> processors = usable_processors();
  std::reverse(processors.begin(), processors.end());
  return processors;
}

std::vector<Mode> modes_of(const BenchOptions& options, const BenchProfile& profile) {
  if (options.modules.modes.empty()) return profile.modes;
  std::vector<Mode> modes;
  for (const Mode mode : kBenchModes) {
    if (std::ranges::find(options.modules.modes, name_of(mode)) != options.modules.modes.end()) modes.push_back(mode);
  }
  return modes;
}

BenchPlan plan_from(const BenchOptions& options, const std::vector<unsigned>& processors) {
  const BenchProfile& profile = profile_for(options.quick);
  BenchPlan plan;
  plan.modes = modes_of(options, profile);
  plan.operations = chosen_operations(options.operations, options.quick);
  for (const std::string& word : options.sizes) plan.sizes.push_back(size_from(word));
  plan.sizes = plan.sizes.empty() ? profile.sizes : sorted_once(std::move(plan.sizes));
  for (const std::string& word : options.threads)
    plan.threads.push_back(threads_from(word, std::max<std::size_t>(1, processors.size())));
  plan.threads = plan.threads.empty() ? std::vector<unsigned>{1} : sorted_once(std::move(plan.threads));
  plan.repeats = options.repeats == 0 ? profile.repeats : options.repeats;
  plan.startups = profile.startups;
  plan.budget_seconds = options.seconds == 0 ? profile.budget_seconds : kShareOfMeasuring * options.seconds;
  plan.batch_seconds = profile.batch_seconds;
  plan.processors = processors;
  plan.time_limit = std::chrono::seconds(options.modules.time_limit);
  return plan;
}

// typical_spread is how far the repeats of the point in the middle lie apart; nullopt when nothing was measured.
std::optional<double> typical_spread(const std::vector<SupervisedRun>& runs) {
  std::vector<double> spreads;
  for (const SupervisedRun& run_bench : runs) {
    if (!run_bench.run.bench) continue;
    for (const BenchPoint& point : run_bench.run.bench->points) {
      if (point.measurement) spreads.push_back(spread(point.measurement->repeats));
    }
  }
  if (spreads.empty()) return std::nullopt;
  return median(std::move(spreads));
}

std::string fact_or_empty(const Evidence& evidence, const std::string& name) {
  const auto found = evidence.host.find(name);
  return found == evidence.host.end() || !found->second.value ? "" : *found->second.value;
}

BenchConditions conditions_of(const Evidence& evidence, const BenchPlan& plan, const BenchSession& session,
                              const HostWatch::Watched& watched, const std::string& not_pinned, std::size_t online) {
  BenchConditions conditions;
  conditions.clock = kBenchClock;
  conditions.repeats = plan.repeats;
  conditions.batch_seconds = session.batch_seconds;
  conditions.seed = kBootstrapSeed;
  conditions.not_pinned = not_pinned;
  const std::size_t used = std::min<std::size_t>(plan.threads.back(), plan.processors.size());
  for (std::size_t i = 0; i < used; ++i) conditions.processors.push_back(plan.processors[i]);
  conditions.emulated = emulation(kBenchRoot, own_architecture());
  conditions.observed = watched.facts;
  conditions.observed["clock.cost_ns"] = Fact::of(fmt::format("{:.1f}", session.clock_cost_ns), "clock_gettime");
  conditions.observed["preemptions"] = Fact::of(std::to_string(session.preemptions), "getrusage of the workers");
  Disturbance disturbance = watched.disturbance;
  disturbance.typical_spread = typical_spread(session.runs);
  disturbance.processors = online;
  disturbance.governor = fact_or_empty(evidence, "cpu.governor");
  disturbance.pinned = not_pinned.empty();
  conditions.noise = noise_of(disturbance);
  return conditions;
}

// leave_the_measured_processor moves this process, which only waits, to another one, where there is one. Returns why the
// workers cannot be pinned; empty when they can.
std::string leave_the_measured_processor(const std::vector<unsigned>& processors) {
  if (processors.empty()) return "sched_getaffinity does not tell the processors";
  return pin(processors.back());
}

Evidence measure(const BenchOptions& options) {
  const std::vector<unsigned> processors = processors_to_measure_on();
  BenchPlan plan = plan_from(options, processors);
  plan.instances = chosen_instances(options.modules);
  Evidence evidence = evidence_of_host(Depth::quick);
  const std::string not_pinned = leave_the_measured_processor(processors);
  if (!not_pinned.empty()) plan.processors.clear();
  const auto began = std::chrono::steady_clock::now();
  const HostWatch watch(kBenchRoot,
                        std::vector<unsigned>(plan.processors.begin(),
                                              plan.processors.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                                                            plan.threads.back(), plan.processors.size()))));
  BenchProgress progress(options.modules.quiet);
  BenchSession session = run_bench(plan, progress);
  BenchConditions conditions = conditions_of(evidence, plan, session, watch.finish(session.used_seconds), not_pinned,
                                             std::max<std::size_t>(1, processors.size()));
  conditions.profile = profile_for(options.quick).name;
  conditions.started_at = evidence.collected_at;
  conditions.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  evidence.bench = std::move(conditions);
  add_modules(evidence, plan.instances, std::move(session.runs), true);
  return evidence;
}

int bench_exit_code_of(const Evidence& evidence) {
  Counts all;
  for (const ModuleEvidence& module : evidence.modules) {
    for (const Run& run_bench : module.runs) {
      if (run_bench.bench) all += run_bench.bench->counts();
    }
  }
  if (all.wrong() != 0) return kExitFail;
  return all[OutcomeKind::ok] == 0 ? kExitUnknown : kExitPass;
}

std::string operation_list() {
  std::string text;
  for (const BenchOperation& operation : bench_operations()) {
    text += fmt::format("{:<32} {:<15} {}\n", operation.name, name_of(operation.group), operation.quick ? "quick" : "standard");
  }
  return text;
}

int run_bench(const BenchOptions& options) {
  if (options.list) {
    write_result({}, operation_list());
    return kExitPass;
  }
  const Evidence evidence = measure(options);
  const std::string json = json_text(to_json(evidence));
  if (!options.output.file.empty()) write_file_whole(options.output.file, json);
  OutputOptions screen = options.output;
  screen.file.clear();
  write_result(screen, options.output.format == "json" ? json : bench_text(evidence, {.color = use_color(screen)}));
  return bench_exit_code_of(evidence);
}

}  // namespace

void add_bench_command(Program& program) {
  const auto options = std::make_shared<BenchOptions>();
  CLI::App* const command = program.add(
      "bench", "throughput and latency of each module, with what the host was like meanwhile",
      "fipsprobe bench --quick -o bench.json\n  fipsprobe bench --operations gcm,rsa --sizes 16,1k,16k --threads 1,all",
      [options] { return run_bench(*options); });
  command->add_flag("--quick", options->quick, "less, within a minute (else within ten minutes)");
  command
      ->add_option("--operations", options->operations,
                   "only these: names, parts of names or groups, as --list has them: gcm,rsa,SHA-256")
      ->delimiter(',');
  command->add_option("--sizes", options->sizes, "of the messages, in bytes: 16,1k,1M")->delimiter(',');
  command->add_option("--threads", options->threads, "how many at a time, each by itself: 1,2,all (default: 1)")
      ->delimiter(',');
  command->add_option("--repeats", options->repeats, "of each point (default: 5 with --quick, else 10)")
      ->check(CLI::Range(std::uint64_t{kMinRepeats}, std::uint64_t{1000}));
  command->add_option("--seconds", options->seconds, "end within so many (default: 60 with --quick, else 600)")
      ->check(CLI::Range(2U, 86400U));
  command->add_flag("--list", options->list, "only name the operations");
  add_module_options(*command, options->modules);
  command->remove_option(command->get_option("--jobs"));  // never two at a time
  std::vector<std::string> modes;
  for (const Mode mode : kBenchModes) modes.emplace_back(name_of(mode));
  command
      ->add_option("--mode", options->modules.modes,
                   "only these modes: as_found, fips, contrast, acceleration_off (default: as_found with --quick, else all)")
      ->delimiter(',')
      ->check(CLI::IsMember(modes));
  command->add_option("--format", options->output.format, "text (default), json")->check(CLI::IsMember({"text", "json"}));
  command->add_option("-o,--output", options->output.file, "also write the evidence (JSON) to this file");
  command->add_flag("--no-color", options->output.no_color, "no colours (the variable NO_COLOR does the same)");
}

}  // namespace fipsprobe
