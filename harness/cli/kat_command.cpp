#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/cli/collect_evidence.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/output.hpp"
#include "harness/kat/run_set.hpp"
#include "harness/model/errors.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/coverage.hpp"
#include "harness/report/drivers.hpp"
#include "harness/report/text_table.hpp"

namespace fipsprobe {
namespace {

struct KatOptions {
  std::string vectors;
  bool coverage = false;
  ModuleOptions modules;
  OutputOptions output;
};

// ReadableSources are the vector files that read whole, and what was wrong with the others.
struct ReadableSources {
  std::vector<VectorSource> sources;
  std::vector<std::string> troubles;
};

// read_through reads every file once before any module is loaded, so that a broken file is named at once and loses no other.
ReadableSources read_through(const FoundSources& found) {
  ReadableSources readable;
  for (const VectorSource& source : found.sources) {
    try {
      count_cases(source);
      readable.sources.push_back(source);
    } catch (const InputError& error) {
      readable.troubles.emplace_back(error.what());
    }
  }
  return readable;
}

// tell_skipped names the first few files that hold no vectors: a package of vectors has hundreds of them.
void tell_skipped(const std::vector<std::string>& names) {
  constexpr std::size_t shown = 5;
  for (std::size_t i = 0; i < std::min(names.size(), shown); ++i) {
    fmt::print(stderr, "fipsprobe: {}: not a vector file, skipped\n", names[i]);
  }
  if (names.size() > shown) fmt::print(stderr, "fipsprobe: {} more are no vector files, skipped\n", names.size() - shown);
}

ReadableSources chosen_sources(const KatOptions& options) {
  if (options.vectors.empty()) return {builtin_sources(), {}};
  const FoundSources found = sources_in(options.vectors);
  tell_skipped(found.skipped);
  ReadableSources readable = read_through(found);
  for (const std::string& trouble : readable.troubles) fmt::print(stderr, "fipsprobe: {}\n", trouble);
  if (readable.sources.empty() && readable.troubles.empty())
    throw InputError(options.vectors, 0, "no vector file of a known kind");
  return readable;
}

std::vector<std::string> row_of(const std::string& module, const Run& run_kat, const std::string& set, const Counts& counts) {
  std::vector<std::string> row = {module, std::string(name_of(run_kat.mode)), set, std::to_string(counts.total())};
  for (const std::uint64_t count : counts.by_kind) row.push_back(std::to_string(count));
  return row;
}

std::string failures_of(const ModuleEvidence& module, const Run& run_kat, const KatSet& set) {
  std::string text;
  for (const KatFailure& failure : set.failures) {
    text +=
        fmt::format("{}:{}: {} {} {}: {}: expected {}, got {}{}{}\n", set.source, failure.line, module.instance,
                    name_of(run_kat.mode), name_of(failure.outcome), failure.operation, failure.expected,
                    failure.actual.empty() ? "nothing" : failure.actual, failure.detail.empty() ? "" : ": ", failure.detail);
  }
  return text;
}

// add_format_totals adds a row for each format, where a run has vectors of several.
void add_format_totals(TextTable& table, const std::string& module, const Run& run_kat) {
  std::map<std::string, Counts> formats;
  for (const KatSet& set : run_kat.sets) formats[set.format] += set.counts;
  if (formats.size() < 2) return;
  for (const auto& [format, counts] : formats) table.add(row_of(module, run_kat, "all " + format, counts));
}

std::string left_out_of(const ModuleEvidence& module, const Run& run_kat) {
  std::map<std::string, std::uint64_t> all;
  for (const KatSet& set : run_kat.sets) {
    for (const auto& [reason, count] : set.left_out) all[reason] += count;
  }
  std::string text;
  for (const auto& [reason, count] : all) {
    text += fmt::format("{} {}: {} cases left out: {}\n", module.instance, name_of(run_kat.mode), count, reason);
  }
  return text;
}

std::string second_opinions_of(const ModuleEvidence& module, const Run& run_kat) {
  SecondOpinion sum;
  for (const KatSet& set : run_kat.sets) {
    if (!set.second_opinion) continue;
    sum.produced += set.second_opinion->produced;
    sum.agreed += set.second_opinion->agreed;
    sum.disagreed += set.second_opinion->disagreed;
    if (sum.by.empty()) sum.by = set.second_opinion->by;
  }
  if (sum.produced == 0) return {};
  return fmt::format("{} {}: {} signatures made, {} accepted and {} rejected by {}, {} not checked by another module\n",
                     module.instance, name_of(run_kat.mode), sum.produced, sum.agreed, sum.disagreed,
                     sum.by.empty() ? "another module" : sum.by, sum.produced - sum.agreed - sum.disagreed);
}

// drivers_table tells which drivers of the kernel answered each set; empty where no module says so.
std::string drivers_table(const Evidence& evidence, bool color) {
  TextTable table({"module", "mode", "set", "drivers that answered"});
  bool any = false;
  for (const ModuleEvidence& module : evidence.modules) {
    for (const Run& run_kat : module.runs) {
      for (const KatSet& set : run_kat.sets) {
        if (set.drivers.empty()) continue;
        any = true;
        table.add({module.instance, std::string(name_of(run_kat.mode)), set.source, drivers_of(set)});
      }
    }
  }
  return any ? "\n" + table.to_text(color) : std::string();
}

std::string kat_text_of(const Evidence& evidence, bool color) {
  std::vector<std::string> header = {"module", "mode", "set", "total"};
  for (std::size_t i = 0; i < kOutcomeKinds; ++i) header.emplace_back(name_of(static_cast<OutcomeKind>(i)));
  TextTable table(header);
  std::string failures;
  std::string notes;
  for (const ModuleEvidence& module : evidence.modules) {
    for (const Run& run_kat : module.runs) {
      if (!run_kat.unavailable.empty()) {
        table.add({module.instance, std::string(name_of(run_kat.mode)), "unavailable: " + run_kat.unavailable});
        continue;
      }
      for (const KatSet& set : run_kat.sets) {
        table.add(row_of(module.instance, run_kat, set.source, set.counts));
        failures += failures_of(module, run_kat, set);
      }
      add_format_totals(table, module.instance, run_kat);
      table.add(row_of(module.instance, run_kat, "all sets", run_kat.kat_counts()));
      notes += left_out_of(module, run_kat) + second_opinions_of(module, run_kat);
    }
  }
  return table.to_text(color) + notes + failures + drivers_table(evidence, color);
}

int kat_exit_code_of(const Evidence& evidence) {
  Counts all;
  for (const ModuleEvidence& module : evidence.modules) {
    for (const Run& run_kat : module.runs) all += run_kat.kat_counts();
  }
  if (all.wrong() != 0) return kExitFail;
  return all[OutcomeKind::ok] == 0 ? kExitUnknown : kExitPass;
}

std::string rendered(const Evidence& evidence, const KatOptions& options) {
  if (options.output.format == "json") return json_text(to_json(evidence));
  const bool color = use_color(options.output);
  return options.coverage ? coverage_text(evidence, color) : kat_text_of(evidence, color);
}

int run_kat(const KatOptions& options) {
  const ReadableSources readable = chosen_sources(options);
  if (readable.sources.empty()) return kExitTrouble;
  const Evidence evidence = collect_evidence(
      options.modules, {.modes = chosen_modes(options.modules),
                        .tasks = {Task::known_answers},
                        .sets = plan_sets(chosen_profile(options.modules), options.modules.costs, readable.sources)});
  write_result(options.output, rendered(evidence, options));
  return readable.troubles.empty() ? kat_exit_code_of(evidence) : kExitTrouble;
}

}  // namespace

void add_kat_command(Program& program) {
  const auto options = std::make_shared<KatOptions>();
  CLI::App* const command =
      program.add("kat", "known-answer tests: those built in, or those of vector files",
                  "fipsprobe kat --vectors CBCMMT256.rsp --module openssl=/usr/lib64/libcrypto.so.10 --mode fips",
                  [options] { return run_kat(*options); });
  command->add_option("--vectors", options->vectors,
                      "a CAVP, ACVP or Wycheproof vector file, or a folder of any mix of them, instead of the built-in ones");
  command->add_flag("--coverage", options->coverage, "instead of the sets: what each module offers, operation by operation");
  add_module_options(*command, options->modules);
  add_mode_option(*command, options->modules);
  add_profile_option(*command, options->modules);
  add_output_options(*command, options->output, {"text", "json"});
}

}  // namespace fipsprobe
