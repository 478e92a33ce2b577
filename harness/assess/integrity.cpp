#include "harness/assess/expectations.hpp"
#include "harness/assess/self_test_tally.hpp"
#include "harness/assess/topics.hpp"

namespace fipsprobe {

Verdict judge_integrity(const Context&, const Subject& subject) {
  return judge_tests(subject, {.name = "integrity", .what = "integrity checks", .counts = [&](const std::string& test) {
                                 return is_integrity_test(subject.module.family, test);
                               }});
}

}  // namespace fipsprobe
