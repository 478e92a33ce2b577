#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>

#include "harness/cli/collect_evidence.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/output.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/text_table.hpp"

namespace fipsprobe {
namespace {

struct SelftestOptions {
  ModuleOptions modules;
  OutputOptions output;
};

std::string selftest_text_of(const Evidence& evidence, bool color) {
  TextTable table({"module", "mode", "self-test", "result", "detail"});
  for (const ModuleEvidence& module : evidence.modules) {
    for (const Run& run_selftest : module.runs) {
      const std::string mode(name_of(run_selftest.mode));
      if (!run_selftest.unavailable.empty()) table.add({module.instance, mode, "-", "unavailable", run_selftest.unavailable});
      for (const SelfTestResult& test : run_selftest.self_tests)
        table.add({module.instance, mode, test.name, std::string(name_of(test.value)), test.detail});
    }
    for (const IntegrityFile& file : module.integrity_files)
      table.add({module.instance, "-", "fipsprobe: " + file.file, std::string(name_of(file.result)),
                 fmt::format("{} ({}): {}", file.integrity_file, file.kind, file.detail)});
  }
  return table.to_text(color);
}

// selftest_exit_code_of: a self-test that fails, or a file that differs from its checksum, makes 2; a module none of whose
// self-tests could be run makes 3.
int selftest_exit_code_of(const Evidence& evidence) {
  bool unknown = evidence.modules.empty();
  for (const ModuleEvidence& module : evidence.modules) {
    bool ran = false;
    for (const IntegrityFile& file : module.integrity_files) {
      if (file.result == IntegrityFile::Result::differs) return kExitFail;
    }
    for (const Run& run_selftest : module.runs) {
      for (const SelfTestResult& test : run_selftest.self_tests) {
        if (test.value == SelfTestResult::Value::fail) return kExitFail;
        ran = ran || test.value == SelfTestResult::Value::pass;
      }
    }
    unknown = unknown || !ran;
  }
  return unknown ? kExitUnknown : kExitPass;
}

int run_selftest(const SelftestOptions& options) {
  const Evidence evidence =
      collect_evidence(options.modules, {.modes = chosen_modes(options.modules), .tasks = {Task::self_tests}, .sets = {}});
  const bool json = options.output.format == "json";
  write_result(options.output, json ? json_text(to_json(evidence)) : selftest_text_of(evidence, use_color(options.output)));
  return selftest_exit_code_of(evidence);
}

}  // namespace

void add_selftest_command(Program& program) {
  const auto options = std::make_shared<SelftestOptions>();
  CLI::App* const command =
      program.add("selftest", "run every self-test that the modules let a caller run",
                  "fipsprobe selftest --modules openssl --mode fips", [options] { return run_selftest(*options); });
  add_module_options(*command, options->modules);
  add_mode_option(*command, options->modules);
  add_output_options(*command, options->output, {"text", "json"});
}

}  // namespace fipsprobe
