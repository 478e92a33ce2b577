#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/cli/assess_options.hpp"
#include "harness/cli/collect_evidence.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/report_folder.hpp"
#include "harness/model/json_text.hpp"

namespace fipsprobe {
namespace {

struct AuditOptions {
  ModuleOptions modules;
  AssessOptions assess;
  std::string folder;
  bool scan_static = false;
  bool no_color = false;
};

std::string default_folder(const Evidence& evidence) {
  const auto hostname = evidence.host.find("hostname");
  const std::string host = hostname == evidence.host.end() || !hostname->second.value ? "host" : *hostname->second.value;
  std::string name = fmt::format("fipsprobe-report-{}-{}", host, evidence.collected_at);
  std::ranges::replace_if(
      name, [](char c) { return c == ':' || c == '/'; }, '-');
  return name;
}

int run_audit(const AuditOptions& options) {
  assess_with(options.assess, {});  // a wrong date, catalogue or list is told before the work, not after it
  const Evidence evidence = collect_evidence(
      options.modules, {.modes = chosen_modes(options.modules),
                        .tasks = {Task::self_tests, Task::known_answers, Task::refusals},
                        .sets = plan_sets(chosen_profile(options.modules), options.modules.costs, builtin_sources()),
                        .identities = true,
                        .depth = Depth::thorough,
                        .installation = true,
                        .in_use = options.scan_static ? CodeSearch::linked_too : CodeSearch::by_name});
  const Assessment assessment = assess_with(options.assess, evidence);
  const std::string folder = options.folder.empty() ? default_folder(evidence) : options.folder;
  write_report_folder(folder, {{"evidence.json", json_text(to_json(evidence))},
                               {"assessment.json", json_text(to_json(assessment))},
                               {"report.html", render(evidence, assessment, "html", false)},
                               {"junit.xml", render(evidence, assessment, "junit", false)}});
  write_result({},
               render(evidence, assessment, "text", use_color({.format = "text", .file = {}, .no_color = options.no_color})));
  if (!options.modules.quiet) fmt::print(stderr, "The report is in {}/report.html\n", folder);
  return assessment.exit_code();
}

}  // namespace

void add_audit_command(Program& program) {
  const auto options = std::make_shared<AuditOptions>();
  CLI::App* const command =
      program.add("audit", "the main job: host facts, FIPS state, self-tests, known answers, refusals, certificates",
                  "fipsprobe audit --profile quick -o report", [options] { return run_audit(*options); });
  command->add_option("-o,--output", options->folder, "the report folder (default: fipsprobe-report-HOST-TIME)");
  add_module_options(*command, options->modules);
  add_mode_option(*command, options->modules);
  add_profile_option(*command, options->modules);
  add_assess_options(*command, options->assess);
  command->add_flag("--scan-static", options->scan_static,
                    "also look for crypto code that is linked into running programs: reads every file that is mapped as code");
  command->add_flag("--no-color", options->no_color, "no colours (the variable NO_COLOR does the same)");
}

}  // namespace fipsprobe
