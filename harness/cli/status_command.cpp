#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/assess/boot_rules.hpp"
#include "harness/cli/collect_evidence.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/fips_expectation.hpp"
#include "harness/cli/output.hpp"
#include "harness/cli/status_timing.hpp"
#include "harness/model/json_text.hpp"
#include "harness/model/kernel_arguments.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text_sections.hpp"
#include "harness/report/text_table.hpp"

namespace fipsprobe {
namespace {

struct StatusOptions {
  bool timing = false;
  ModuleOptions modules;
  OutputOptions output;
};

std::string text_of_fact(const HostFacts& host, const std::string& name) {
  const auto found = host.find(name);
  if (found == host.end()) return "unknown";
  return found->second.value ? *found->second.value : "unknown: " + found->second.why_unknown;
}

// next_start_text counts the configured entries by what they ask for: "fips=1 in 2 entries, no fips= in 1".
std::string next_start_text(const Evidence& evidence) {
  if (!evidence.boot) return "unknown: not collected";
  std::map<std::string, int> counts;
  for (const BootEntry& entry : evidence.boot->entries) {
    if (entry.is_template || is_rescue_entry(entry)) continue;
    const Fact& line = entry.command_line;
    const std::string value = line.value ? kernel_argument(*line.value, "fips") : std::string();
    ++counts[!line.value ? "unknown" : value == kAbsent ? "no fips=" : "fips=" + value];
  }
  std::vector<std::string> parts;
  for (const auto& [what, count] : counts)
    parts.push_back(fmt::format("{} in {} {}", what, count, count == 1 ? "entry" : "entries"));
  for (const Fact& unread : evidence.boot->unread)
    parts.push_back(fmt::format("unknown: {}: {}", unread.source, unread.why_unknown));
  return parts.empty() ? "no boot loader's configuration here" : fmt::format("{}", fmt::join(parts, ", "));
}

std::string host_lines(const Evidence& evidence) {
  const auto line = [](std::string_view name, const std::string& value) {
    return fmt::format("{:<13}{}\n", name, printable(value));
  };
  const auto fact = [&](std::string_view name, const std::string& key) { return line(name, text_of_fact(evidence.host, key)); };
  return fact("kernel flag", "fips.kernel_flag") + fact("fips=", "boot.fips_argument") + fact("boot=", "boot.boot_argument") +
         fact("/boot apart", "boot.separate") + line("next start", next_start_text(evidence)) +
         fact("live patches", "kernel.live_patches") + line("initramfs", std::string(kNotReadQuickly)) +
         fact("container", "container.kind") + fact("overrides", "environment.own");
}

std::string status_text_of(const Evidence& evidence, bool color) {
  TextTable table({"module", "version", "FIPS mode"});
  std::string how = "\n";
  for (const ModuleEvidence& module : evidence.modules) {
    const FipsState state = state_as_found(module);
    table.add({module.instance, module.identity.version, std::string(name_of(state.value))});
    how += wrapped(fmt::format("{}: {}", module.instance, printable(state.how)), 2);
  }
  return host_lines(evidence) + "\n" + table.to_text(color) + how;
}

int run_status(const StatusOptions& options) {
  const Evidence evidence = collect_states(options.modules);
  const bool json = options.output.format == "json";
  const bool color = use_color(options.output);
  const std::string timing = options.timing && !json ? "\n" + timing_text(evidence, color) : std::string();
  write_result(options.output, json ? json_text(to_json(evidence)) : status_text_of(evidence, color) + timing);
  return kExitPass;
}

}  // namespace

void add_status_command(Program& program) {
  const auto options = std::make_shared<StatusOptions>();
  CLI::App* const command = program.add("status", "FIPS state of the kernel and of each module, in one screen",
                                        "fipsprobe status --format json", [options] { return run_status(*options); });
  command->add_flag("--timing", options->timing, "also show the milliseconds that each part took (JSON always has them)");
  add_module_options(*command, options->modules);
  add_output_options(*command, options->output, {"text", "json"});
}

}  // namespace fipsprobe
