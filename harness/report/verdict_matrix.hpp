#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/assessment.hpp"
#include "harness/model/evidence.hpp"

namespace fipsprobe {

// kTopics are the columns of the verdict matrix: the last part of a finding's id. The statement that each belongs to is the one
// in the finding; a, b, c and d of the design are one, five, one and one columns.
inline constexpr std::array<std::string_view, 8> kTopics = {"fips-mode",     "self-tests", "integrity",       "package",
                                                            "known-answers", "refusals",   "validated-build", "certificate"};

// MatrixRow is a module with one finding a topic; nullptr where the assessment has none.
struct MatrixRow {
  std::string instance;
  std::string label;                       // file name of the instance; numbered where several have the same
  const ModuleEvidence* module = nullptr;  // nullptr: the evidence has no such module
  std::array<const Finding*, kTopics.size()> cells{};
};

// matrix_of returns a row for each module of the assessment, in its order. Both arguments must outlive it.
std::vector<MatrixRow> matrix_of(const Evidence& evidence, const Assessment& assessment);

// host_findings returns the findings that speak of no module.
std::vector<const Finding*> host_findings(const Assessment& assessment);

// findings_with returns the findings of that status.
std::vector<const Finding*> findings_with(const Assessment& assessment, Status status);

// verdict_word returns "pass", "FAIL", "unknown" or "n/a".
std::string_view verdict_word(Status status);

// overall_text says in one line what the required findings come to.
std::string overall_text(const Assessment& assessment);

// host_text returns a fact's value, or "unknown: REASON".
std::string host_text(const Evidence& evidence, std::string_view name);

}  // namespace fipsprobe
