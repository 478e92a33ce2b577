#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/cli/assess_options.hpp"
#include "harness/cli/command.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

constexpr std::uintmax_t kMaxAssessmentSize = std::uintmax_t{64} << 20U;

struct ReportOptions {
  std::string folder;
  OutputOptions output;
};

Assessment read_assessment_file(const std::string& path) {
  return assessment_from_json(parse_json(read_file_whole(path, kMaxAssessmentSize), path), path);
}

int run_report(const ReportOptions& options) {
  const std::filesystem::path folder = options.folder;
  const Evidence evidence = read_evidence_file((folder / "evidence.json").string());
  const Assessment assessment = read_assessment_file((folder / "assessment.json").string());
  write_result(options.output, render(evidence, assessment, options.output.format, use_color(options.output)));
  return kExitPass;
}

}  // namespace

void add_report_command(Program& program) {
  const auto options = std::make_shared<ReportOptions>();
  CLI::App* const command =
      program.add("report", "write a stored report in another format; the verdicts stay as they were",
                  "fipsprobe report report --format junit -o junit.xml", [options] { return run_report(*options); });
  command->add_option("folder", options->folder, "a report folder that \"fipsprobe audit\" wrote")->required();
  add_output_options(*command, options->output, kReportFormats);
}

}  // namespace fipsprobe
