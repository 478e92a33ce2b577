#pragma once

#include <optional>

#include "harness/model/evidence.hpp"
#include "harness/model/outcome.hpp"
#include "harness/vectors/case.hpp"
#include "probes/module.hpp"

namespace fipsprobe {

// CaseResult is what became of a case, and the module's answer behind it.
struct CaseResult {
  OutcomeKind kind = OutcomeKind::error;
  Outcome answer;
  std::optional<VerifyOperation> produced;  // a signature that the module made, for a second module to verify
};

// run_case performs the case's operation on the module and compares the answer with the expected one. A signature that the
// module made is verified by the module itself, where it can.
CaseResult run_case(Module& module, const Case& kat_case);

// failure_of describes a result for the evidence.
KatFailure failure_of(const Case& kat_case, const CaseResult& result);

}  // namespace fipsprobe
