#include "harness/model/assessment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "harness/model/date.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> kStatusNames = {"pass", "fail", "unknown", "not_applicable"};
constexpr std::array<std::string_view, 5> kStatementNames = {"fips_mode", "module_works", "validated_build", "certificate",
                                                             "host"};

json json_of(const CertificateReference& certificate) {
  return {{"number", certificate.number}, {"module", certificate.module}, {"standard", certificate.standard},
          {"state", certificate.state},   {"reason", certificate.reason}, {"caveat", certificate.caveat},
          {"page", certificate.page}};
}

json json_of(const Finding& finding) {
  json value = {{"id", finding.id},         {"module", finding.module},           {"statement", name_of(finding.statement)},
                {"title", finding.title},   {"status", name_of(finding.status)},  {"required", finding.required},
                {"detail", finding.detail}, {"remediation", finding.remediation}, {"evidence", finding.evidence}};
  // An assessment of an earlier version has no commands, and is written as it was read.
  if (!finding.commands.empty()) value["commands"] = finding.commands;
  if (finding.certificate) value["certificate"] = json_of(*finding.certificate);
  return value;
}

json json_of(const Transition& transition) {
  json modules = json::array();
  for (const Transition::Module& module : transition.modules) {
    modules.push_back({{"instance", module.instance}, {"in_fips_mode", module.in_fips_mode}});
  }
  return {{"algorithm", transition.algorithm}, {"state", transition.state},   {"since", transition.since},
          {"next", transition.next},           {"source", transition.source}, {"modules", std::move(modules)}};
}

json json_of(const Summary& summary) {
  return {
      {"pass", summary.pass}, {"fail", summary.fail}, {"unknown", summary.unknown}, {"not_applicable", summary.not_applicable}};
}

template <class Value>
Value word(const JsonPlace& place, std::optional<Value> (*named)(std::string_view)) {
  const std::optional<Value> value = named(place.text());
  if (!value) place.fail("\"" + place.text() + "\" is not one of the known words");
  return *value;
}

std::string date_text(const JsonPlace& place) {
  if (!date_from(place.text())) place.fail("\"" + place.text() + "\" is not a date YYYY-MM-DD");
  return place.text();
}

CertificateReference certificate_from(const JsonPlace& place) {
  const JsonPlace number = place.member("number");
  if (number.count() == 0 || number.count() > 99999) number.fail("is not the number of a certificate");
  return {.number = static_cast<std::uint32_t>(number.count()),
          .module = place.member("module").text(),
          .standard = place.member("standard").text(),
          .state = place.member("state").text(),
          .reason = place.member("reason").text(),
          .caveat = place.member("caveat").text(),
          .page = place.member("page").text()};
}

Finding finding_from(const JsonPlace& place) {
  Finding finding{.id = place.member("id").text(),
                  .module = place.member("module").text(),
                  .statement = word(place.member("statement"), statement_named),
                  .title = place.member("title").text(),
                  .status = word(place.member("status"), status_named),
                  .required = place.member("required").boolean(),
                  .detail = place.member("detail").text(),
                  .remediation = place.member("remediation").text(),
                  .commands = {},
                  .evidence = place.member("evidence").texts(),
                  .certificate = std::nullopt};
  if (const auto commands = place.optional_member("commands")) finding.commands = commands->texts();
  if (const auto certificate = place.optional_member("certificate")) finding.certificate = certificate_from(*certificate);
  return finding;
}

Transition transition_from(const JsonPlace& place) {
  Transition transition{.algorithm = place.member("algorithm").text(),
                        .state = place.member("state").text(),
                        .since = place.member("since").text(),
                        .next = place.member("next").text(),
                        .source = place.member("source").text(),
                        .modules = {}};
  for (const JsonPlace& module : place.member("modules").items()) {
    transition.modules.push_back({module.member("instance").text(), module.member("in_fips_mode").boolean()});
  }
  return transition;
}

bool any_required(const std::vector<Finding>& findings, Status status) {
  return std::ranges::any_of(findings, [&](const Finding& finding) { return finding.required && finding.status == status; });
}

}  // namespace

std::string_view name_of(Status status) { return kStatusNames[static_cast<std::size_t>(status)]; }
std::string_view name_of(Statement statement) { return kStatementNames[static_cast<std::size_t>(statement)]; }

std::optional<Status> status_named(std::string_view name) {
  const auto* const found = std::ranges::find(kStatusNames, name);
  if (found == kStatusNames.end()) return std::nullopt;
  return static_cast<Status>(found - kStatusNames.begin());
}

std::optional<Statement> statement_named(std::string_view name) {
  const auto* const found = std::ranges::find(kStatementNames, name);
  if (found == kStatementNames.end()) return std::nullopt;
  return static_cast<Statement>(found - kStatementNames.begin());
}

Summary Assessment::summary() const {
  Summary summary;
  for (const Finding& finding : findings) {
    switch (finding.status) {
      case Status::pass: ++summary.pass; break;
      case Status::fail: ++summary.fail; break;
      case Status::unknown: ++summary.unknown; break;
      case Status::not_applicable: ++summary.not_applicable; break;
    }
  }
  return summary;
}

int Assessment::exit_code() const {
  if (any_required(findings, Status::fail)) return 2;
  if (any_required(findings, Status::unknown)) return 3;
  return 0;
}

json to_json(const Assessment& assessment) {
  json findings = json::array();
  for (const Finding& finding : assessment.findings) findings.push_back(json_of(finding));
  json transitions = json::array();
  for (const Transition& transition : assessment.transitions) transitions.push_back(json_of(transition));
  return {{"schema", kAssessmentSchema},
          {"as_of", assessment.as_of},
          {"catalogue", {{"snapshot", assessment.catalogue_snapshot}}},
          {"collected_at", assessment.collected_at},
          {"findings", std::move(findings)},
          {"transitions", std::move(transitions)},
          {"summary", json_of(assessment.summary())}};
}

Assessment assessment_from_json(const json& value, const std::string& name) {
  const JsonPlace place(value, name);
  place.require_schema(kAssessmentSchema);
  Assessment assessment{.as_of = date_text(place.member("as_of")),
                        .catalogue_snapshot = date_text(place.member("catalogue").member("snapshot")),
                        .collected_at = place.member("collected_at").text(),
                        .findings = {},
                        .transitions = {}};
  if (const auto transitions = place.optional_member("transitions")) {
    for (const JsonPlace& item : transitions->items()) assessment.transitions.push_back(transition_from(item));
  }
  for (const JsonPlace& finding : place.member("findings").items()) assessment.findings.push_back(finding_from(finding));
  const JsonPlace summary = place.member("summary");
  if (summary.value() != json_of(assessment.summary())) summary.fail("does not add up with the findings");
  return assessment;
}

}  // namespace fipsprobe
