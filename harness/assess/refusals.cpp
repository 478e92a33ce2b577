#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/assess/expectations.hpp"
#include "harness/assess/topics.hpp"

namespace fipsprobe {
namespace {

// is_known tells whether one of the rules is about this version of the module and the operation.
bool is_known(const std::vector<KnownOperations>& rules, const ModuleEvidence& module, const std::string& operation) {
  return std::ranges::any_of(rules, [&](const KnownOperations& rule) {
    return rule.family == module.family && is_one_of(module.identity.version, rule.versions) &&
           std::ranges::any_of(rule.operations, [&](const std::string& start) { return operation.starts_with(start); });
  });
}

struct Tried {
  std::vector<std::string> wrongly_done, wrongly_done_evidence;  // done, although this version is known to refuse it
  std::vector<std::string> done_as_known;                        // done, as this version is known to
  std::vector<std::string> done;                                 // done, and nothing is known of what this version should do
  std::vector<std::string> unclear;                              // error, crashed, timed out
  std::vector<std::string> evidence;                             // of the runs
  std::size_t refused = 0, absent = 0;
};

void count(Tried& tried, const Subject& subject, std::size_t run, std::size_t index) {
  const Refusal& refusal = subject.module.runs[run].refusals[index];
  switch (refusal.outcome) {
    case OutcomeKind::refused: ++tried.refused; return;
    case OutcomeKind::unsupported:
    case OutcomeKind::not_available: ++tried.absent; return;
    case OutcomeKind::ok:
    case OutcomeKind::mismatch: break;
    case OutcomeKind::error:
    case OutcomeKind::crashed:
    case OutcomeKind::timed_out:
      tried.unclear.push_back(fmt::format("{}: {}", refusal.operation, name_of(refusal.outcome)));
      return;
  }
  if (!is_known(expectations().must_refuse, subject.module, refusal.operation)) {
    const bool expected = is_known(expectations().known_to_do, subject.module, refusal.operation);
    (expected ? tried.done_as_known : tried.done).push_back(refusal.operation);
    return;
  }
  tried.wrongly_done.push_back(refusal.operation);
  tried.wrongly_done_evidence.push_back(subject.run_pointer(run, fmt::format("/refusals/{}", index)));
}

// tried_by looks at the runs in which the module says that FIPS mode is on.
Tried tried_by(const Subject& subject) {
  Tried tried;
  for (std::size_t i = 0; i < subject.module.runs.size(); ++i) {
    const Run& run = subject.module.runs[i];
    if (!run.unavailable.empty() || run.fips.value != FipsState::Value::on || run.refusals.empty()) continue;
    tried.evidence.push_back(subject.run_pointer(i, "/refusals"));
    for (std::size_t k = 0; k < run.refusals.size(); ++k) count(tried, subject, i, k);
  }
  return tried;
}

void remove_repeats(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

Verdict judge_refusals(const Context&, const Subject& subject) {
  Tried tried = tried_by(subject);
  if (tried.evidence.empty()) return Verdict::unknown("nothing was tried in FIPS mode", {subject.pointer("/runs")});
  remove_repeats(tried.wrongly_done);
  remove_repeats(tried.done);
  remove_repeats(tried.done_as_known);
  if (!tried.wrongly_done.empty()) {
    return Verdict::fail(
        fmt::format("done in FIPS mode, where this version is known to refuse: {}", fmt::join(tried.wrongly_done, "; ")),
        tried.wrongly_done_evidence);
  }
  std::string seen = fmt::format("{} refused, {} not in this build", tried.refused, tried.absent);
  if (!tried.done_as_known.empty()) {
    seen += fmt::format(", {} done, as this version is known to: {}", tried.done_as_known.size(),
                        fmt::join(tried.done_as_known, "; "));
  }
  if (!tried.unclear.empty()) {
    return Verdict::unknown(fmt::format("{}; neither done nor refused: {}", seen, fmt::join(tried.unclear, "; ")),
                            tried.evidence);
  }
  if (!tried.done.empty()) {
    return Verdict::unknown(
        fmt::format("{}; done, and whether this version must refuse it is not known: {}", seen, fmt::join(tried.done, "; ")),
        tried.evidence);
  }
  if (tried.refused == 0 && tried.done_as_known.empty())
    return Verdict::unknown("nothing that was tried is in this build", tried.evidence);
  return Verdict::pass(seen, tried.evidence);
}

}  // namespace fipsprobe
