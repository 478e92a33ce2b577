#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "harness/assess/changes.hpp"
#include "harness/cli/assess_options.hpp"
#include "harness/cli/command.hpp"
#include "harness/cli/output.hpp"
#include "harness/model/json_text.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text_table.hpp"

namespace fipsprobe {
namespace {

struct DiffOptions {
  std::string older, newer;
  OutputOptions output;
};

std::string diff_text_of(const std::vector<Change>& changes, bool color) {
  TextTable table({"change", "module", "mode", "what", "before", "after"});
  std::size_t losses = 0;
  for (const Change& change : changes) {
    losses += is_loss(change.kind) ? 1 : 0;
    table.add({std::string(name_of(change.kind)), printable(change.module), change.mode, printable(change.what),
               printable(change.before), printable(change.after)});
  }
  const std::string sum = fmt::format("{} changes, {} of them a loss\n", changes.size(), losses);
  return changes.empty() ? sum : table.to_text(color) + sum;
}

int run_diff(const DiffOptions& options) {
  const Evidence older = read_evidence_file(options.older);
  const Evidence newer = read_evidence_file(options.newer);
  const std::vector<Change> changes = changes_between(older, newer);
  const bool json = options.output.format == "json";
  write_result(options.output, json ? json_text(to_json(changes)) : diff_text_of(changes, use_color(options.output)));
  const bool lost = std::ranges::any_of(changes, [](const Change& change) { return is_loss(change.kind); });
  return lost ? kExitFail : kExitPass;
}

}  // namespace

void add_diff_command(Program& program) {
  const auto options = std::make_shared<DiffOptions>();
  CLI::App* const command = program.add(
      "diff", "what changed between two files of evidence; exit code 2 when coverage, answers or refusals were lost",
      "fipsprobe diff last-month/evidence.json report/evidence.json", [options] { return run_diff(*options); });
  command->add_option("older", options->older, "an evidence.json, or what \"kat --format json\" wrote")->required();
  command->add_option("newer", options->newer, "a later one")->required();
  add_output_options(*command, options->output, {"text", "json"});
}

}  // namespace fipsprobe
