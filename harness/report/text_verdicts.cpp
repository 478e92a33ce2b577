#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/assess/check.hpp"
#include "harness/report/color.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text_sections.hpp"
#include "harness/report/verdict_matrix.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kNameWidth = 18;

struct VerdictColumn {
  std::string_view statement;  // shown over the first column of the statement
  std::string_view head;
  std::size_t width;
};

constexpr std::array<VerdictColumn, kTopics.size()> kColumns = {
    VerdictColumn{"a", "FIPS", 7},   VerdictColumn{"b", "tests", 7},       VerdictColumn{"", "integrity", 9},
    VerdictColumn{"", "package", 7}, VerdictColumn{"", "answers", 7},      VerdictColumn{"", "refused", 7},
    VerdictColumn{"c", "build", 7},  VerdictColumn{"d", "certificate", 15}};

std::string cut_to(const std::string& text, std::size_t width) {
  if (width_of(text) <= width) return text;
  std::string start = text;
  while (width_of(start) > width - 2) start.pop_back();
  return start + "..";
}

std::string title(const Evidence& evidence, const Assessment& assessment) {
  const std::string host = fmt::format("fipsprobe {}: {}, {}, kernel {}, {}", printable(evidence.tool_version),
                                       host_text(evidence, "hostname"), host_text(evidence, "os.pretty_name"),
                                       host_text(evidence, "kernel.release"), host_text(evidence, "architecture"));
  const std::string dates =
      fmt::format("evidence of {}, assessed as of {}, certificates as listed on {}", printable(assessment.collected_at),
                  printable(assessment.as_of), printable(assessment.catalogue_snapshot));
  return cut_to(host, kTextWidth) + "\n" + cut_to(dates, kTextWidth) + "\n";
}

// host_lines shows "FIPS flag FAIL" and so on, as many on a line as fit.
std::string host_lines(const Assessment& assessment, bool color) {
  std::string text;
  std::size_t used = kTextWidth;
  for (const Finding* const finding : host_findings(assessment)) {
    const Check* const check = find_check(finding->id);
    const std::string label = printable(check != nullptr && !finding->id.ends_with(".present") ? check->label : finding->id);
    const std::string_view word = verdict_word(finding->status);
    const std::size_t width = width_of(label) + 1 + word.size();
    if (used + 3 + width > kTextWidth) {
      text += text.empty() ? "host    " : "\n        ";
      used = 8;
    } else {
      text += "   ";
      used += 3;
    }
    text += fmt::format("{} {}", label, painted(word, word, color));
    used += width;
  }
  return text + "\n";
}

// short_state keeps the last column within the screen.
std::string short_state(const std::string& state) { return state == "not yet validated" ? "not yet" : printable(state); }

std::string cell_text(const Finding* finding) {
  if (finding == nullptr) return "-";
  if (finding->certificate) return fmt::format("{} {}", finding->certificate->number, short_state(finding->certificate->state));
  return std::string(verdict_word(finding->status));
}

std::string cell_color(const Finding* finding) {
  if (finding == nullptr) return {};
  return std::string(finding->certificate ? finding->certificate->state : verdict_word(finding->status));
}

std::string matrix_head(bool color) {
  std::string statements = fmt::format("{:{}}", "", kNameWidth);
  std::string heads = fmt::format("{:{}}", "module", kNameWidth);
  for (const VerdictColumn& column : kColumns) {
    statements += fmt::format("  {:{}}", column.statement, column.width);
    heads += fmt::format("  {:{}}", column.head, column.width);
  }
  statements.erase(statements.find_last_not_of(' ') + 1);
  heads.erase(heads.find_last_not_of(' ') + 1);
  return statements + "\n" + bold(heads, color) + "\n";
}

std::string matrix_row(const MatrixRow& row, bool color) {
  const std::string name = cut_to(row.label, kNameWidth);
  std::string line = name + std::string(kNameWidth - width_of(name), ' ');
  for (std::size_t i = 0; i < kTopics.size(); ++i) {
    const std::string cell = cell_text(row.cells[i]);
    const bool is_last = i + 1 == kTopics.size();
    line += "  " + painted(cell_color(row.cells[i]), is_last ? cell : fmt::format("{:{}}", cell, kColumns[i].width), color);
  }
  return line + "\n";
}

std::string legend(const Assessment& assessment) {
  return fmt::format("a FIPS mode, by the module itself   b the module passes   c is a validated build   d on {}\n",
                     printable(assessment.as_of));
}

std::string sum(const Assessment& assessment, bool color) {
  const Summary summary = assessment.summary();
  return fmt::format("{} {} pass, {} fail, {} unknown, {} not applicable.\n", bold(overall_text(assessment), color),
                     summary.pass, summary.fail, summary.unknown, summary.not_applicable);
}

}  // namespace

std::string verdict_screen(const Evidence& evidence, const Assessment& assessment, const TextStyle& style) {
  std::string text = title(evidence, assessment) + "\n" + host_lines(assessment, style.color) + "\n" + matrix_head(style.color);
  const std::vector<MatrixRow> rows = matrix_of(evidence, assessment);
  for (const MatrixRow& row : rows) text += matrix_row(row, style.color);
  if (rows.empty()) text += "no module was found\n";
  return text + "\n" + legend(assessment) + sum(assessment, style.color);
}

}  // namespace fipsprobe
