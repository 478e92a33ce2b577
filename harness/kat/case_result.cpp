#include "harness/kat/case_result.hpp"

namespace fipsprobe {
namespace {

bool is_as_expected(const Outcome& answer, const Expected& expected) {
  switch (expected.kind) {
    case Expected::Kind::output: return answer.accepted && answer.output == expected.output;
    case Expected::Kind::differs: return answer.output != expected.output;
    case Expected::Kind::accepted: return answer.accepted && answer.output == expected.output;
    case Expected::Kind::rejected: return !answer.accepted;
    case Expected::Kind::either: return !answer.accepted || expected.output.empty() || answer.output == expected.output;
    case Expected::Kind::verifies: return answer.accepted && !answer.output.empty();
  }
  return false;
}

std::string text_of(const Expected& expected) {
  switch (expected.kind) {
    case Expected::Kind::output: return to_hex(expected.output);
    case Expected::Kind::differs: return "not " + to_hex(expected.output);
    case Expected::Kind::accepted: return expected.output.empty() ? "accepted" : "accepted, " + to_hex(expected.output);
    case Expected::Kind::rejected: return "rejected";
    case Expected::Kind::either:
      return expected.output.empty() ? "accepted or rejected" : "rejected, or " + to_hex(expected.output);
    case Expected::Kind::verifies: return "a signature that verifies";
  }
  return {};
}

std::string text_of(const Outcome& answer) {
  if (answer.kind != OutcomeKind::ok) return {};
  if (!answer.accepted) return "rejected";
  return answer.output.empty() ? "accepted" : to_hex(answer.output);
}

}  // namespace

CaseResult run_case(Module& module, const Case& kat_case) {
  CaseResult result{.kind = OutcomeKind::error, .answer = perform(module, kat_case.operation)};
  result.kind = result.answer.kind;
  if (result.kind == OutcomeKind::ok && !is_as_expected(result.answer, kat_case.expected)) result.kind = OutcomeKind::mismatch;
  return result;
}

KatFailure failure_of(const Case& kat_case, const CaseResult& result) {
  return {.case_id = kat_case.id,
          .line = kat_case.line,
          .operation = describe(kat_case.operation),
          .outcome = result.kind,
          .expected = text_of(kat_case.expected),
          .actual = text_of(result.answer),
          .detail = result.answer.reason};
}

}  // namespace fipsprobe
