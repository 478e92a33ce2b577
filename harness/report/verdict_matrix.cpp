#include "harness/report/verdict_matrix.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/printable.hpp"

namespace fipsprobe {
namespace {

std::string_view topic_of(const Finding& finding) {
  return std::string_view(finding.id).substr(std::min(finding.id.find('.') + 1, finding.id.size()));
}

std::string file_name(const std::string& instance) { return printable(instance.substr(instance.rfind('/') + 1)); }

const ModuleEvidence* module_named(const Evidence& evidence, const std::string& instance) {
  const auto found = std::ranges::find(evidence.modules, instance, &ModuleEvidence::instance);
  return found == evidence.modules.end() ? nullptr : &*found;
}

MatrixRow& row_for(std::vector<MatrixRow>& rows, const Evidence& evidence, const std::string& instance) {
  const auto found = std::ranges::find(rows, instance, &MatrixRow::instance);
  if (found != rows.end()) return *found;
  return rows.emplace_back(
      MatrixRow{.instance = instance, .label = file_name(instance), .module = module_named(evidence, instance), .cells = {}});
}

void number_equal_labels(std::vector<MatrixRow>& rows) {
  const std::vector<MatrixRow> before = rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto same = [&](const MatrixRow& row) { return row.label == before[i].label; };
    if (std::ranges::count_if(before, same) == 1) continue;
    const auto number = 1 + std::count_if(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(i), same);
    rows[i].label += fmt::format(" #{}", number);
  }
}

std::size_t count_required(const Assessment& assessment, Status status) {
  return static_cast<std::size_t>(std::ranges::count_if(
      assessment.findings, [&](const Finding& finding) { return finding.required && finding.status == status; }));
}

}  // namespace

std::vector<MatrixRow> matrix_of(const Evidence& evidence, const Assessment& assessment) {
  std::vector<MatrixRow> rows;
  for (const Finding& finding : assessment.findings) {
    if (finding.module.empty()) continue;
    MatrixRow& row = row_for(rows, evidence, finding.module);
    const auto* const topic = std::ranges::find(kTopics, topic_of(finding));
    if (topic != kTopics.end()) row.cells[static_cast<std::size_t>(topic - kTopics.begin())] = &finding;
  }
  number_equal_labels(rows);
  return rows;
}

std::vector<const Finding*> host_findings(const Assessment& assessment) {
  std::vector<const Finding*> all;
  for (const Finding& finding : assessment.findings) {
    if (finding.module.empty()) all.push_back(&finding);
  }
  return all;
}

std::vector<const Finding*> findings_with(const Assessment& assessment, Status status) {
  std::vector<const Finding*> all;
  for (const Finding& finding : assessment.findings) {
    if (finding.status == status) all.push_back(&finding);
  }
  return all;
}

std::string_view verdict_word(Status status) {
  constexpr std::array<std::string_view, 4> words = {"pass", "FAIL", "unknown", "n/a"};
  return words[static_cast<std::size_t>(status)];
}

std::string overall_text(const Assessment& assessment) {
  const std::size_t failed = count_required(assessment, Status::fail);
  const std::size_t unknown = count_required(assessment, Status::unknown);
  if (failed == 0 && unknown == 0) return "Every required finding passes or does not apply.";
  std::string text = failed == 0
                         ? "No required finding fails"
                         : fmt::format("{} required finding{} fail{}", failed, failed == 1 ? "" : "s", failed == 1 ? "s" : "");
  if (unknown > 0) text += fmt::format(", {} {} unknown", unknown, unknown == 1 ? "is" : "are");
  return text + ".";
}

std::string host_text(const Evidence& evidence, std::string_view name) {
  const auto found = evidence.host.find(std::string(name));
  if (found == evidence.host.end()) return "unknown: not collected";
  const Fact& fact = found->second;
  return printable(fact.value ? *fact.value : "unknown: " + fact.why_unknown);
}

}  // namespace fipsprobe
