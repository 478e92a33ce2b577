#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/cli/collect_evidence.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/fips_expectation.hpp"
#include "harness/cli/output.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text_sections.hpp"
#include "harness/report/text_table.hpp"

namespace fipsprobe {
namespace {

struct Options {
  ModuleOptions modules;
  OutputOptions output;
};

std::string text_of_fact(const HostFacts& host, const std::string& name) {
  const auto found = host.find(name);
  if (found == host.end()) return "unknown";
  return found->second.value ? *found->second.value : "unknown: " + found->second.why_unknown;
}

std::string text_of(const Evidence& evidence, bool color) {
  std::string text =
      fmt::format("kernel flag  {}\nfips=        {}\ncontainer    {}\n\n", text_of_fact(evidence.host, "fips.kernel_flag"),
                  text_of_fact(evidence.host, "boot.fips_argument"), text_of_fact(evidence.host, "container.kind"));
  TextTable table({"module", "version", "FIPS mode"});
  std::string how = "\n";
  for (const ModuleEvidence& module : evidence.modules) {
    const FipsState state = state_as_found(module);
    table.add({module.instance, module.identity.version, std::string(name_of(state.value))});
    how += wrapped(fmt::format("{}: {}", module.instance, printable(state.how)), 2);
  }
  return text + table.to_text(color) + how;
}

int run(const Options& options) {
  const Evidence evidence = collect_states(options.modules);
  const bool json = options.output.format == "json";
  write_result(options.output, json ? json_text(to_json(evidence)) : text_of(evidence, use_color(options.output)));
  return kExitPass;
}

}  // namespace

void add_status_command(Program& program) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = program.add("status", "FIPS state of the kernel and of each module, in one screen",
                                        "fipsprobe status --format json", [options] { return run(*options); });
  add_module_options(*command, options->modules);
  add_output_options(*command, options->output, {"text", "json"});
}

}  // namespace fipsprobe
