#include "harness/report/junit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/printable.hpp"
#include "harness/report/verdict_matrix.hpp"

namespace fipsprobe {
namespace {

// escaped makes text safe inside XML character data and attribute values (XML 1.0 §2.4); printable has already left out what
// XML 1.0 §2.2 does not allow.
std::string escaped(std::string_view text) {
  std::string all;
  for (const char c : printable(text)) {
    switch (c) {
      case '&': all += "&amp;"; break;
      case '<': all += "&lt;"; break;
      case '>': all += "&gt;"; break;
      case '"': all += "&quot;"; break;
      case '\'': all += "&apos;"; break;
      default: all += c;
    }
  }
  return all;
}

// remedy_of puts the commands on lines of their own, so that they can be pasted.
std::string remedy_of(const Finding& finding) {
  std::string text = escaped(finding.remediation);
  for (const std::string& command : finding.commands) text += "\n" + escaped(command);
  return text;
}

std::string body_of(const Finding& finding) {
  const std::string message = escaped(finding.detail);
  switch (finding.status) {
    case Status::pass: return {};
    case Status::fail:
      return fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                         finding.required ? "required" : "not required", message, remedy_of(finding));
    case Status::unknown: return fmt::format("      <skipped message=\"unknown: {}\"/>\n", message);
    case Status::not_applicable: return fmt::format("      <skipped message=\"not applicable: {}\"/>\n", message);
  }
  return {};
}

std::string test_case(const Finding& finding, const std::string& suite) {
  return fmt::format("    <testcase classname=\"{}\" name=\"{}: {}\">\n{}      <system-out>{}</system-out>\n    </testcase>\n",
                     escaped(suite), escaped(finding.id), escaped(finding.title), body_of(finding), escaped(finding.detail));
}

std::size_t count(const std::vector<const Finding*>& findings, std::initializer_list<Status> statuses) {
  return static_cast<std::size_t>(std::ranges::count_if(
      findings, [&](const Finding* finding) { return std::ranges::find(statuses, finding->status) != statuses.end(); }));
}

std::string suite_text(const std::string& name, const std::vector<const Finding*>& findings, const Evidence& evidence) {
  std::string text = fmt::format(
      "  <testsuite name=\"{}\" hostname=\"{}\" timestamp=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" "
      "time=\"0\">\n",
      escaped(name), escaped(host_text(evidence, "hostname")), escaped(evidence.collected_at), findings.size(),
      count(findings, {Status::fail}), count(findings, {Status::unknown, Status::not_applicable}));
  for (const Finding* const finding : findings) text += test_case(*finding, name);
  return text + "  </testsuite>\n";
}

std::vector<const Finding*> findings_of(const Assessment& assessment, const std::string& instance) {
  std::vector<const Finding*> all;
  for (const Finding& finding : assessment.findings) {
    if (finding.module == instance) all.push_back(&finding);
  }
  return all;
}

}  // namespace

std::string render_junit(const Evidence& evidence, const Assessment& assessment) {
  const Summary summary = assessment.summary();
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"fipsprobe as of {}\" tests=\"{}\" failures=\"{}\" "
      "errors=\"0\" "
      "skipped=\"{}\">\n",
      escaped(assessment.as_of), assessment.findings.size(), summary.fail, summary.unknown + summary.not_applicable);
  text += suite_text("host", host_findings(assessment), evidence);
  for (const MatrixRow& row : matrix_of(evidence, assessment)) {
    text += suite_text(row.instance, findings_of(assessment, row.instance), evidence);
  }
  return text + "</testsuites>\n";
}

}  // namespace fipsprobe
