#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>

#include "harness/assess/expectations.hpp"
#include "harness/assess/outcomes_text.hpp"
#include "harness/assess/topics.hpp"

namespace fipsprobe {
namespace {

std::string run_text(const Run& run) {
  const Counts counts = run.kat_counts();
  return fmt::format("run {}: {} cases: {}", name_of(run.mode), counts.total(), outcomes_text(counts));
}

std::string first_failure_text(const Run& run) {
  for (const KatSet& set : run.sets) {
    if (set.failures.empty()) continue;
    const KatFailure& failure = set.failures.front();
    return fmt::format("; the first: {} {} ({}): {}", set.source, failure.case_id, failure.operation, name_of(failure.outcome));
  }
  return {};
}

// Explained tells which known deviations a run's mismatches fall under.
struct Explained {
  std::map<const Deviation*, std::size_t> deviations;
  std::size_t on_record = 0;          // failures
  std::size_t beyond_validation = 0;  // of them, those that validations do not test
};

Explained explain(const ModuleEvidence& module, const Run& run) {
  Explained explained;
  for (const KatSet& set : run.sets) {
    explained.on_record += set.failures.size();
    for (const KatFailure& failure : set.failures) {
      if (failure.outcome != OutcomeKind::mismatch) continue;
      const Deviation* const known = find_deviation(module, set, failure);
      if (known == nullptr) continue;
      ++explained.deviations[known];
      explained.beyond_validation += known->is_beyond_validation ? 1 : 0;
    }
  }
  return explained;
}

// deviations_text says how many of the failures on record the known deviations explain.
std::string deviations_text(const Explained& explained) {
  std::string text;
  for (const auto& [deviation, count] : explained.deviations) {
    text += fmt::format("; known deviation, {} of {} failures on record: {}", count, explained.on_record, deviation->what);
  }
  return text;
}

struct Answers {
  std::vector<std::string> texts, evidence;              // of every run with cases
  std::vector<std::string> wrong_texts, wrong_evidence;  // of runs and sets with wrong outcomes
  std::vector<std::string> unanswered;                   // of runs in which no case was ok
  std::vector<std::string> unavailable, unavailable_evidence;
};

void add_wrong(Answers& answers, const Subject& subject, std::size_t index, const Run& run) {
  const Explained explained = explain(subject.module, run);
  if (explained.beyond_validation == run.kat_counts().wrong()) {
    answers.texts.back() += deviations_text(explained);
    return;
  }
  answers.wrong_texts.push_back(run_text(run) + first_failure_text(run) + deviations_text(explained));
  for (std::size_t k = 0; k < run.sets.size(); ++k) {
    if (run.sets[k].counts.wrong() > 0)
      answers.wrong_evidence.push_back(subject.run_pointer(index, fmt::format("/kat/sets/{}", k)));
  }
}

Answers answers_of(const Subject& subject) {
  Answers answers;
  for (std::size_t i = 0; i < subject.module.runs.size(); ++i) {
    const Run& run = subject.module.runs[i];
    const Counts counts = run.kat_counts();
    if (!run.unavailable.empty()) {
      answers.unavailable.push_back(fmt::format("run {}: {}", name_of(run.mode), run.unavailable));
      answers.unavailable_evidence.push_back(subject.run_pointer(i, "/unavailable"));
      continue;
    }
    if (counts.total() == 0) continue;
    answers.texts.push_back(run_text(run));
    answers.evidence.push_back(subject.run_pointer(i, "/kat"));
    if (counts.wrong() > 0) add_wrong(answers, subject, i, run);
    if (counts[OutcomeKind::ok] == 0) answers.unanswered.push_back(run_text(run));
  }
  return answers;
}

}  // namespace

Verdict judge_known_answers(const Context&, const Subject& subject) {
  const Answers answers = answers_of(subject);
  if (!answers.wrong_texts.empty())
    return Verdict::fail(fmt::format("{}", fmt::join(answers.wrong_texts, "; ")), answers.wrong_evidence);
  if (!answers.unanswered.empty()) {
    return Verdict::unknown(fmt::format("not one case was answered in {}", fmt::join(answers.unanswered, "; ")),
                            answers.evidence);
  }
  if (!answers.texts.empty()) return Verdict::pass(fmt::format("{}", fmt::join(answers.texts, "; ")), answers.evidence);
  if (answers.unavailable.empty()) return Verdict::unknown("no known answers were run", {subject.pointer("/runs")});
  return Verdict::unknown(fmt::format("no known answers were run: {}", fmt::join(answers.unavailable, "; ")),
                          answers.unavailable_evidence);
}

}  // namespace fipsprobe
