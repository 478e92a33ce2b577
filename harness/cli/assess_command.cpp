#include <memory>

#include "harness/cli/assess_options.hpp"
#include "harness/cli/command.hpp"

namespace fipsprobe {
namespace {

struct AssessCommandOptions {
  std::string evidence;
  AssessOptions assess;
  OutputOptions output;
};

int run_assess(const AssessCommandOptions& options) {
  const Evidence evidence = read_evidence_file(options.evidence);
  const Assessment assessment = assess_with(options.assess, evidence);
  write_result(options.output, render(evidence, assessment, options.output.format, use_color(options.output)));
  return assessment.exit_code();
}

}  // namespace

void add_assess_command(Program& program) {
  const auto options = std::make_shared<AssessCommandOptions>();
  CLI::App* const command =
      program.add("assess", "judge stored evidence again, also as of another date",
                  "fipsprobe assess report/evidence.json --as-of 2024-01-01", [options] { return run_assess(*options); });
  command->add_option("evidence", options->evidence, "an evidence.json that fipsprobe wrote")->required();
  add_assess_options(*command, options->assess);
  add_output_options(*command, options->output, kReportFormats);
}

}  // namespace fipsprobe
