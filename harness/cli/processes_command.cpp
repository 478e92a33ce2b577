#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "harness/cli/collect_evidence.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/output.hpp"
#include "harness/host/process_inventory.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/process_text.hpp"

namespace fipsprobe {
namespace {

constexpr const char* kProcessesSchema = "fipsprobe/processes/1";

struct ProcessesOptions {
  bool scan_static = false;
  OutputOptions output;
};

int run_processes(const ProcessesOptions& options) {
  const std::string when = now_text();
  const ProcessInventory inventory = read_processes("/", options.scan_static ? CodeSearch::linked_too : CodeSearch::by_name);
  if (options.output.format == "json") {
    nlohmann::json value = {{"schema", kProcessesSchema}, {"collected_at", when}, {"processes", to_json(inventory)}};
    write_result(options.output, json_text(value));
  } else {
    write_result(options.output, process_text(inventory, use_color(options.output)));
  }
  return kExitPass;
}

}  // namespace

void add_processes_command(Program& program) {
  const auto options = std::make_shared<ProcessesOptions>();
  CLI::App* const command = program.add(
      "processes", "which crypto libraries the running processes really use, and which of them bring their own; run it as root",
      "fipsprobe processes --scan-static", [options] { return run_processes(*options); });
  command->add_flag(
      "--scan-static", options->scan_static,
      "also look for OpenSSL and others linked into programs, by the texts that are compiled in: reads every file "
      "that is mapped as code");
  add_output_options(*command, options->output, {"text", "json"});
}

}  // namespace fipsprobe
