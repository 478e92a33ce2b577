#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "harness/assess/assess.hpp"

namespace fipsprobe::test {

// found returns the first finding of that id; the test fails when there is none.
inline Finding found(const Assessment& assessment, const std::string& id) {
  const auto finding = std::ranges::find(assessment.findings, id, &Finding::id);
  INFO(id);
  REQUIRE(finding != assessment.findings.end());
  return *finding;
}

inline Assessment assessed(const Evidence& evidence, const Policy& policy = {}, const char* as_of = "2026-11-23") {
  return assess(evidence, builtin_catalogue(), policy, *date_from(as_of));
}

}  // namespace fipsprobe::test
