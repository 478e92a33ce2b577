#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/assess/context.hpp"
#include "harness/assess/verdict.hpp"

namespace fipsprobe {

// TestTopic is what the verdict is about.
struct TestTopic {
  std::string name;                                     // "self-tests" or "integrity", as in expectations.json
  std::string what;                                     // names the tests in the detail: "self-tests", "integrity checks"
  std::function<bool(const std::string& test)> counts;  // whether a self-test of that name belongs to the topic
};

// some_of names the first few lines and counts the others: "a; b; c; d; and 3 more".
std::string some_of(const std::vector<std::string>& lines);

// judge_tests gives the verdict on the self-tests of the topic in every run of the module: fail when one failed, or when a run
// could not be had because the module's power-up tests failed; pass when at least one ran and none failed; unknown when none
// ran.
Verdict judge_tests(const Subject& subject, const TestTopic& topic);

}  // namespace fipsprobe
