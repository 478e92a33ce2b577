#include "harness/assess/self_test_tally.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/assess/expectations.hpp"

namespace fipsprobe {
namespace {

using Value = SelfTestResult::Value;

constexpr std::size_t kNamed = 4;         // tests that a detail names
constexpr std::size_t kMostPointers = 8;  // pointers to single tests; where there are more, the runs are pointed at

struct Tally {
  std::size_t passed = 0;
  std::vector<std::string> failed;           // "as_found: sha1: wrong digest"
  std::vector<std::string> not_run;          // the same
  std::vector<std::string> evidence;         // of every test that counts
  std::vector<std::string> runs;             // of the runs that have them
  std::vector<std::string> failed_evidence;  // of those that failed
};

std::string line_of(const Run& run, const SelfTestResult& test) {
  const std::string name = fmt::format("{} (run {})", test.name, name_of(run.mode));
  return test.detail.empty() ? name : fmt::format("{}: {}", name, test.detail);
}

void count(Tally& tally, const Run& run, const SelfTestResult& test, const std::string& pointer) {
  tally.evidence.push_back(pointer);
  if (test.value == Value::pass) ++tally.passed;
  if (test.value == Value::not_run) tally.not_run.push_back(line_of(run, test));
  if (test.value != Value::fail) return;
  tally.failed.push_back(line_of(run, test));
  tally.failed_evidence.push_back(pointer);
}

// is_power_up_failure tells whether the module itself says that its power-up tests are why the run could not be had.
bool is_power_up_failure(const Subject& subject, const Run& run, const std::string& topic) {
  return std::ranges::any_of(expectations().power_up_failures, [&](const PowerUpFailure& failure) {
    const bool says_so =
        run.unavailable.find(failure.text) != std::string::npos || run.diagnostics.find(failure.text) != std::string::npos;
    return failure.family == subject.module.family && failure.topic == topic && says_so;
  });
}

void count_unavailable(Tally& tally, const Subject& subject, std::size_t index, const std::string& topic) {
  const Run& run = subject.module.runs[index];
  const std::string line = fmt::format("run {} could not be had: {}", name_of(run.mode), run.unavailable);
  const std::string pointer = subject.run_pointer(index, "/unavailable");
  tally.evidence.push_back(pointer);
  tally.runs.push_back(pointer);
  if (!is_power_up_failure(subject, run, topic)) {
    tally.not_run.push_back(line);
    return;
  }
  tally.failed.push_back(line);
  tally.failed_evidence.push_back(pointer);
}

Tally tally_of(const Subject& subject, const TestTopic& topic) {
  Tally tally;
  for (std::size_t i = 0; i < subject.module.runs.size(); ++i) {
    const Run& run = subject.module.runs[i];
    if (!run.unavailable.empty()) {
      count_unavailable(tally, subject, i, topic.name);
      continue;
    }
    const std::size_t before = tally.evidence.size();
    for (std::size_t k = 0; k < run.self_tests.size(); ++k) {
      if (!topic.counts(run.self_tests[k].name)) continue;
      count(tally, run, run.self_tests[k], subject.run_pointer(i, fmt::format("/self_tests/{}", k)));
    }
    if (tally.evidence.size() > before) tally.runs.push_back(subject.run_pointer(i, "/self_tests"));
  }
  if (tally.evidence.size() > kMostPointers) tally.evidence = tally.runs;
  return tally;
}

}  // namespace

std::string some_of(const std::vector<std::string>& lines) {
  const auto end = lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), kNamed));
  std::string text = fmt::format("{}", fmt::join(lines.begin(), end, "; "));
  if (lines.size() > kNamed) text += fmt::format("; and {} more", lines.size() - kNamed);
  return text;
}

Verdict judge_tests(const Subject& subject, const TestTopic& topic) {
  Tally tally = tally_of(subject, topic);
  if (!tally.failed.empty())
    return Verdict::fail(fmt::format("{} failed: {}", topic.what, some_of(tally.failed)), tally.failed_evidence);
  if (tally.passed > 0) {
    std::string detail = fmt::format("{} {} passed", tally.passed, topic.what);
    if (!tally.not_run.empty()) detail += fmt::format("; not run: {}", some_of(tally.not_run));
    return Verdict::pass(detail, tally.evidence);
  }
  if (tally.evidence.empty()) tally.evidence.push_back(subject.pointer("/runs"));
  if (tally.not_run.empty())
    return Verdict::unknown(fmt::format("the module lets a caller run no {}", topic.what), tally.evidence);
  return Verdict::unknown(fmt::format("no {} ran: {}", topic.what, some_of(tally.not_run)), tally.evidence);
}

}  // namespace fipsprobe
