#include "harness/model/assessment.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "harness/model/errors.hpp"
#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using nlohmann::json;

namespace {

Assessment with(std::initializer_list<std::pair<Status, bool>> findings) {
  Assessment assessment;
  for (const auto& [status, required] : findings) {
    Finding finding;
    finding.status = status;
    finding.required = required;
    assessment.findings.push_back(finding);
  }
  return assessment;
}

std::string complaint_after(const char* pointer, const json& value) {
  json assessment = to_json(assessed(sample_evidence()));
  assessment[json::json_pointer(pointer)] = value;
  try {
    assessment_from_json(assessment, "a.json");
  } catch (const InputError& error) {
    return error.what();
  }
  return "no complaint";
}

}  // namespace

TEST_CASE("the exit code is that of the required findings: fail before unknown before pass") {
  CHECK(with({}).exit_code() == 0);
  CHECK(with({{Status::pass, true}, {Status::not_applicable, true}}).exit_code() == 0);
  CHECK(with({{Status::fail, false}, {Status::unknown, false}}).exit_code() == 0);
  CHECK(with({{Status::pass, true}, {Status::unknown, true}}).exit_code() == 3);
  CHECK(with({{Status::unknown, true}, {Status::fail, true}}).exit_code() == 2);
}

TEST_CASE("an assessment comes back from its JSON unchanged") {
  const json written = to_json(assessed(sample_evidence()));
  CHECK(to_json(assessment_from_json(json::parse(written.dump()), "a.json")) == written);
}

TEST_CASE("the summary counts every finding once") {
  const Assessment assessment = assessed(sample_evidence());
  const Summary summary = assessment.summary();
  CHECK(summary.pass + summary.fail + summary.unknown + summary.not_applicable == assessment.findings.size());
  CHECK(assessment.findings.size() == 19 + 5 * 8);
}

TEST_CASE("a stored assessment is refused with the place of what is wrong") {
  CHECK(complaint_after("/schema", "fipsprobe/assessment/9").starts_with("a.json: at /schema: "));
  CHECK(complaint_after("/as_of", "today") == "a.json: at /as_of: \"today\" is not a date YYYY-MM-DD");
  CHECK(complaint_after("/findings/3/status", "fine") ==
        "a.json: at /findings/3/status: \"fine\" is not one of the known words");
  CHECK(complaint_after("/findings/3/statement", 7) == "a.json: at /findings/3/statement: must be a string");
  CHECK(complaint_after("/findings/2/evidence", "x") == "a.json: at /findings/2/evidence: must be an array");
  CHECK(complaint_after("/summary/pass", 99) == "a.json: at /summary: does not add up with the findings");
}

TEST_CASE("every JSON pointer of a finding names a place of the evidence") {
  Evidence evidence = sample_evidence();
  evidence.modules[1].runs[0].sets[0].counts[OutcomeKind::mismatch] = 1;
  evidence.modules[2].runs[1].unavailable = "CKR_DEVICE_ERROR";
  evidence.modules[3].runs.clear();
  const json written = to_json(evidence);
  std::size_t pointers = 0;
  for (const Finding& finding : assessed(evidence).findings) {
    for (const std::string& pointer : finding.evidence) {
      INFO(finding.id << " " << pointer);
      CHECK(written.contains(json::json_pointer(pointer)));
      ++pointers;
    }
  }
  CHECK(pointers > 40);
}

TEST_CASE("assess gives the same answer for the same evidence, read back from its JSON or not") {
  const Evidence evidence = sample_evidence();
  const Evidence read_back = evidence_from_json(json::parse(to_json(evidence).dump()), "e.json");
  CHECK(to_json(assessed(read_back)) == to_json(assessed(evidence)));
}
