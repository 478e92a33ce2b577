#include "harness/compare/remarks.hpp"

#include <fmt/format.h>

#include "harness/compare/match_runs.hpp"

namespace fipsprobe {
namespace {

constexpr double kSameBatch = 1.5;  // batches that differ by less are made alike by the same rule

std::string batches_text(const CompareSide& side) {
  const BenchConditions& bench = *side.evidence.bench;
  return fmt::format("{} {} repeats of about {:.3g} ms", side.label, bench.repeats, bench.batch_seconds * 1e3);
}

bool same_batches(const BenchConditions& a, const BenchConditions& b) {
  const double factor = a.batch_seconds / b.batch_seconds;
  return a.repeats == b.repeats && factor < kSameBatch && 1 / factor < kSameBatch;
}

std::vector<std::string> method_remarks(const CompareSide& first, const CompareSide& second) {
  const BenchConditions& a = *first.evidence.bench;
  const BenchConditions& b = *second.evidence.bench;
  std::vector<std::string> remarks;
  if (first.evidence.tool_version != second.evidence.tool_version) {
    remarks.push_back(fmt::format("measured by different versions of fipsprobe: {} {}, {} {}; their methods may differ",
                                  first.label, first.evidence.tool_version, second.label, second.evidence.tool_version));
  }
  if (a.clock != b.clock)
    remarks.push_back(fmt::format("different clocks: {} {}, {} {}", first.label, a.clock, second.label, b.clock));
  if (!same_batches(a, b))
    remarks.push_back(fmt::format("measured differently: {}, {}", batches_text(first), batches_text(second)));
  if (a.not_pinned.empty() != b.not_pinned.empty()) {
    remarks.push_back(
        fmt::format("threads were pinned to processors in {} only", a.not_pinned.empty() ? first.label : second.label));
  }
  return remarks;
}

std::vector<std::string> state_remarks(const CompareSide& first, const CompareSide& second,
                                       const std::vector<ComparedRuns>& compared) {
  std::vector<std::string> remarks;
  for (const ComparedRuns& runs : compared) {
    if (runs.first.fips == runs.second.fips) continue;
    remarks.push_back(fmt::format("FIPS mode is {} in {} ({} {}) and {} in {} ({} {})", name_of(runs.first.fips), first.label,
                                  runs.first.module, name_of(runs.first.mode), name_of(runs.second.fips), second.label,
                                  runs.second.module, name_of(runs.second.mode)));
  }
  return remarks;
}

std::uint64_t points_with_too_few_repeats(const std::vector<ComparedRuns>& compared) {
  std::uint64_t count = 0;
  for (const ComparedRuns& runs : compared) {
    for (const ComparedPoint& point : runs.points) {
      if (least_p(point.first_repeats, point.second_repeats) > kSignificance) ++count;
    }
  }
  return count;
}

}  // namespace

std::vector<std::string> remarks_on(const CompareSide& first, const CompareSide& second,
                                    const std::vector<ComparedRuns>& compared) {
  std::vector<std::string> remarks = method_remarks(first, second);
  for (std::string& remark : state_remarks(first, second, compared)) remarks.push_back(std::move(remark));
  const std::uint64_t too_few = points_with_too_few_repeats(compared);
  if (too_few != 0) {
    remarks.push_back(
        fmt::format("{} points have too few repeats for the test to show any difference (4 on each side could)", too_few));
  }
  return remarks;
}

std::vector<std::string> runs_without_figures(const CompareSide& side) {
  std::vector<std::string> missing;
  for (const ModuleEvidence& module : side.evidence.modules) {
    for (const Run& run : module.runs) {
      if (run.bench || !chooses(side.selector, module, run)) continue;
      const RunName name = name_of_run({&module, &run});
      missing.push_back(fmt::format("{} {}: {}", name.module, name_of(name.mode),
                                    run.unavailable.empty() ? "was not measured" : "not available: " + run.unavailable));
    }
  }
  return missing;
}

}  // namespace fipsprobe
