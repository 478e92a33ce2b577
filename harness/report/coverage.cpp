#include "harness/report/coverage.hpp"

#include "harness/report/text_table.hpp"

namespace fipsprobe {
namespace {

std::vector<std::string> cells_of(const ModuleEvidence& module, const Run& run, const CoverageRow& row) {
  const Counts& counts = row.counts;
  const std::uint64_t not_tested = counts[OutcomeKind::unsupported] + counts[OutcomeKind::not_available];
  return {module.instance,
          std::string(name_of(run.mode)),
          row.operation,
          is_offered(row) ? "yes" : "no",
          std::to_string(counts.total() - not_tested),
          std::to_string(counts[OutcomeKind::ok]),
          std::to_string(counts[OutcomeKind::refused]),
          std::to_string(counts.wrong()),
          std::to_string(not_tested)};
}

}  // namespace

bool is_offered(const CoverageRow& row) {
  return row.counts.total() != row.counts[OutcomeKind::unsupported] + row.counts[OutcomeKind::not_available];
}

std::string coverage_text(const Evidence& evidence, bool color) {
  TextTable table({"module", "mode", "operation", "offered", "tested", "passed", "refused", "wrong", "unsupported"});
  for (const ModuleEvidence& module : evidence.modules) {
    for (const Run& run : module.runs) {
      for (const CoverageRow& row : run.coverage) table.add(cells_of(module, run, row));
    }
  }
  return table.to_text(color);
}

}  // namespace fipsprobe
