#include <memory>
#include <nlohmann/json.hpp>

#include "harness/assess/preflight.hpp"
#include "harness/cli/assess_options.hpp"
#include "harness/cli/collect_evidence.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/output.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/preflight_text.hpp"

namespace fipsprobe {
namespace {

struct PreflightOptions {
  ModuleOptions modules;
  OutputOptions output;
};

int run_preflight(const PreflightOptions& options) {
  const Evidence evidence = collect_evidence(
      options.modules,
      {.modes = {Mode::as_found}, .tasks = {Task::state}, .sets = {}, .identities = true, .depth = Depth::thorough});
  const Preflight result = preflight(evidence, builtin_catalogue());
  const bool json = options.output.format == "json";
  write_result(options.output, json ? json_text(to_json(result))
                                    : render_preflight_text(evidence, result, {.color = use_color(options.output)}));
  return result.exit_code();
}

}  // namespace

void add_preflight_command(Program& program) {
  const auto options = std::make_shared<PreflightOptions>();
  CLI::App* const command = program.add(
      "preflight",
      "what enabling FIPS mode would meet on this host, and what to do about it; changes nothing. Exit code 0: nothing "
      "is in the way; 2: something is; 3: something that counts is unknown",
      "fipsprobe preflight && echo \"nothing is in the way\"", [options] { return run_preflight(*options); });
  add_module_options(*command, options->modules);
  add_output_options(*command, options->output, {"text", "json"});
}

}  // namespace fipsprobe
