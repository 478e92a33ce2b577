#include "harness/report/html.hpp"

#include <fmt/format.h>

#include <array>
#include <kainjow/mustache.hpp>
#include <stdexcept>

#include "harness/assess/check.hpp"
#include "harness/report/embedded.hpp"
#include "harness/report/html_modules.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/transitions.hpp"
#include "harness/report/verdict_matrix.hpp"

namespace fipsprobe {
namespace {

using kainjow::mustache::data;

std::string_view class_of(Status status) {
  constexpr std::array<std::string_view, 4> names = {"pass", "fail", "unknown", "na"};
  return names[static_cast<std::size_t>(status)];
}

// class_of_state colours a certificate: historical is neither a pass nor what a revoked one is.
std::string_view class_of_state(const Finding& finding) {
  if (finding.certificate && finding.certificate->state == "historical") return "historical";
  return class_of(finding.status);
}

std::string_view word_of(Status status) {
  constexpr std::array<std::string_view, 4> words = {"pass", "fail", "unknown", "n/a"};
  return words[static_cast<std::size_t>(status)];
}

data new_list() { return data{data::type::list}; }

data host_finding(const Finding& finding) {
  const Check* const check = find_check(finding.id);
  data item;
  item.set("label", printable(check != nullptr && !finding.id.ends_with(".present") ? check->label : finding.id));
  item.set("class", std::string(class_of(finding.status)));
  item.set("word", std::string(word_of(finding.status)));
  item.set("detail", printable(finding.detail));
  return item;
}

data cell(const Finding* finding, bool starts_statement) {
  data item;
  item.set("start", data{starts_statement ? data::type::bool_true : data::type::bool_false});
  if (finding == nullptr) {
    item.set("class", "na");
    item.set("word", "none");
    item.set("detail", "no finding");
    return item;
  }
  item.set("class", std::string(class_of_state(*finding)));
  item.set("word", finding->certificate ? printable(finding->certificate->state) : std::string(word_of(finding->status)));
  item.set("detail", printable(finding->detail));
  if (finding->certificate) item.set("certificate", std::to_string(finding->certificate->number));
  return item;
}

// starts_statement tells which columns of the matrix open one of the four statements.
bool starts_statement(std::string_view topic) {
  return topic == "fips-mode" || topic == "self-tests" || topic == "validated-build" || topic == "certificate";
}

data matrix_row(const MatrixRow& row) {
  data cells = new_list();
  for (std::size_t i = 0; i < kTopics.size(); ++i) cells.push_back(cell(row.cells[i], starts_statement(kTopics[i])));
  data item;
  item.set("label", row.label);
  item.set("version", row.module == nullptr ? std::string() : printable(row.module->identity.version));
  item.set("cells", cells);
  return item;
}

data certificate(const CertificateReference& reference) {
  data item;
  item.set("number", std::to_string(reference.number));
  item.set("name", printable(reference.module));
  item.set("standard", printable(reference.standard));
  item.set("state", printable(reference.state));
  item.set("reason", printable(reference.reason));
  if (!reference.caveat.empty()) item.set("caveat", printable(reference.caveat));
  item.set("page", printable(reference.page));
  return item;
}

data evidence_list(const Finding& finding) {
  data all = new_list();
  for (const std::string& pointer : finding.evidence) {
    data item;
    item.set("pointer", printable(pointer));
    all.push_back(item);
  }
  return all;
}

data command_list(const Finding& finding) {
  data all = new_list();
  for (const std::string& command : finding.commands) {
    data item;
    item.set("command", printable(command));
    all.push_back(item);
  }
  return all;
}

data finding_item(const Finding& finding) {
  const Check* const check = find_check(finding.id);
  data item;
  item.set("id", printable(finding.id));
  item.set("class", std::string(class_of(finding.status)));
  item.set("word", std::string(word_of(finding.status)));
  item.set("title", printable(finding.title));
  item.set("module", printable(finding.module));
  item.set("detail", printable(finding.detail));
  item.set("required", data{finding.required ? data::type::bool_true : data::type::bool_false});
  item.set("open", data{finding.status == Status::fail && finding.required ? data::type::bool_true : data::type::bool_false});
  if (check != nullptr && finding.status == Status::pass) item.set("meaning", check->success);
  if (check != nullptr && finding.status == Status::fail) item.set("meaning", check->failure);
  if (!finding.remediation.empty()) item.set("remediation", printable(finding.remediation));
  item.set("has_commands", data{finding.commands.empty() ? data::type::bool_false : data::type::bool_true});
  item.set("commands", command_list(finding));
  if (finding.certificate) item.set("certificate", certificate(*finding.certificate));
  item.set("evidence", evidence_list(finding));
  return item;
}

data finding_groups(const Assessment& assessment) {
  data groups = new_list();
  for (const Status status : {Status::fail, Status::unknown, Status::pass, Status::not_applicable}) {
    data findings = new_list();
    for (const Finding* const finding : findings_with(assessment, status)) findings.push_back(finding_item(*finding));
    if (findings.list_value().empty()) continue;
    data group;
    group.set("findings", findings);
    groups.push_back(group);
  }
  return groups;
}

data counts(const Summary& summary) {
  data all = new_list();
  const auto add = [&](std::uint64_t count, Status status, std::string_view word) {
    data item;
    item.set("count", std::to_string(count));
    item.set("class", std::string(class_of(status)));
    item.set("word", std::string(word));
    all.push_back(item);
  };
  add(summary.pass, Status::pass, "pass");
  add(summary.fail, Status::fail, "fail");
  add(summary.unknown, Status::unknown, "unknown");
  add(summary.not_applicable, Status::not_applicable, "not applicable");
  return all;
}

data transition_items(const Assessment& assessment) {
  data all = new_list();
  for (const Transition& transition : assessment.transitions) {
    data item;
    item.set("algorithm", printable(transition.algorithm));
    item.set("state", state_text(transition));
    item.set("modules", modules_text(transition));
    item.set("source", printable(transition.source));
    all.push_back(item);
  }
  return all;
}

std::string overall_class(int exit_code) {
  if (exit_code == 0) return "pass";
  return exit_code == 2 ? "fail" : "unknown";
}

void add_heads(data& page, const Evidence& evidence, const Assessment& assessment) {
  page.set("style", std::string(embedded_file(report_files(), "report.css")));
  page.set("hostname", host_text(evidence, "hostname"));
  page.set("os", host_text(evidence, "os.pretty_name"));
  page.set("kernel", host_text(evidence, "kernel.release"));
  page.set("architecture", host_text(evidence, "architecture"));
  page.set("version", printable(evidence.tool_version));
  page.set("collected_at", printable(assessment.collected_at));
  page.set("as_of", printable(assessment.as_of));
  page.set("snapshot", printable(assessment.catalogue_snapshot));
  page.set("overall", overall_text(assessment));
  page.set("overall_class", overall_class(assessment.exit_code()));
  page.set("counts", counts(assessment.summary()));
}

}  // namespace

std::string render_html(const Evidence& evidence, const Assessment& assessment) {
  const std::vector<MatrixRow> matrix = matrix_of(evidence, assessment);
  data page;
  add_heads(page, evidence, assessment);
  data on_host = new_list();
  for (const Finding* const finding : host_findings(assessment)) on_host.push_back(host_finding(*finding));
  data rows = new_list();
  for (const MatrixRow& row : matrix) rows.push_back(matrix_row(row));
  page.set("host_findings", on_host);
  page.set("rows", rows);
  page.set("groups", finding_groups(assessment));
  page.set("has_transitions", data{assessment.transitions.empty() ? data::type::bool_false : data::type::bool_true});
  page.set("transitions", transition_items(assessment));
  add_module_sections(page, evidence, matrix);
  kainjow::mustache::mustache view{std::string(embedded_file(report_files(), "report.html.mustache"))};
  if (!view.is_valid()) throw std::logic_error("report.html.mustache: " + view.error_message());
  return view.render(page);
}

}  // namespace fipsprobe
