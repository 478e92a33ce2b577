#include "harness/assess/expectations.hpp"
#include "harness/assess/self_test_tally.hpp"
#include "harness/assess/topics.hpp"

namespace fipsprobe {

Verdict judge_self_tests(const Context&, const Subject& subject) {
  const auto counts = [&](const std::string& test) {
    return !is_integrity_test(subject.module.family, test) || is_power_up_test(subject.module.family, test);
  };
  return judge_tests(subject, {.name = "self-tests", .what = "self-tests", .counts = counts});
}

}  // namespace fipsprobe
