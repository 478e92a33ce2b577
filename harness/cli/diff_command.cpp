#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/assess/difference.hpp"
#include "harness/cli/assess_options.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/output.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text_table.hpp"

namespace fipsprobe {
namespace {

struct Options {
  std::string older, newer;
  OutputOptions output;
};

std::string text_of(const std::vector<Difference>& differences, bool color) {
  TextTable table({"change", "module", "mode", "what", "before", "after"});
  std::size_t losses = 0;
  for (const Difference& difference : differences) {
    losses += is_loss(difference.kind) ? 1 : 0;
    table.add({std::string(name_of(difference.kind)), printable(difference.module), difference.mode, printable(difference.what),
               printable(difference.before), printable(difference.after)});
  }
  const std::string sum = fmt::format("{} differences, {} of them a loss\n", differences.size(), losses);
  return differences.empty() ? sum : table.to_text(color) + sum;
}

int run(const Options& options) {
  const Evidence older = read_evidence_file(options.older);
  const Evidence newer = read_evidence_file(options.newer);
  const std::vector<Difference> differences = differences_between(older, newer);
  const bool json = options.output.format == "json";
  write_result(options.output, json ? json_text(to_json(differences)) : text_of(differences, use_color(options.output)));
  const bool lost = std::ranges::any_of(differences, [](const Difference& difference) { return is_loss(difference.kind); });
  return lost ? kExitFail : kExitPass;
}

}  // namespace

void add_diff_command(Program& program) {
  const auto options = std::make_shared<Options>();
  CLI::App* const command = program.add(
      "diff", "what changed between two files of evidence; exit code 2 when coverage, answers or refusals were lost",
      "fipsprobe diff last-month/evidence.json report/evidence.json", [options] { return run(*options); });
  command->add_option("older", options->older, "an evidence.json, or what \"kat --format json\" wrote")->required();
  command->add_option("newer", options->newer, "a later one")->required();
  add_output_options(*command, options->output, {"text", "json"});
}

}  // namespace fipsprobe
