#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "harness/assess/expectations.hpp"
#include "harness/assess/kernel_expectations.hpp"
#include "harness/assess/topics.hpp"

namespace fipsprobe {
namespace {

// is_known tells whether one of the rules is about this version of the module and the operation.
bool is_known(const std::vector<KnownOperations>& rules, const ModuleEvidence& module, const std::string& operation) {
  const std::string versions = versions_of(module);
  return std::ranges::any_of(rules, [&](const KnownOperations& rule) {
    return rule.family == module.family && is_one_of(versions, rule.versions) &&
           std::ranges::any_of(rule.operations, [&](const std::string& start) { return operation.starts_with(start); });
  });
}

// Known is what this version of the module is known to do with an operation in FIPS mode.
enum class Known { nothing, refuses, believed_to_refuse, does };

Known known_of_kernel(const ModuleEvidence& module, const std::string& operation) {
  const auto belief = kernel_belief(module.identity.version, operation);
  if (!belief) return Known::nothing;
  if (belief->kind != KernelBelief::Kind::refused) return Known::does;
  return belief->is_sure() ? Known::refuses : Known::believed_to_refuse;
}

Known known_of(const ModuleEvidence& module, const std::string& operation) {
  if (module.family == "kernel") return known_of_kernel(module, operation);
  if (is_known(expectations().must_refuse, module, operation)) return Known::refuses;
  return is_known(expectations().known_to_do, module, operation) ? Known::does : Known::nothing;
}

// ApprovedRefused is what a kernel in FIPS mode refused of what kernels of its version approve: whole operations, since a key
// that is too short is refused of approved ones too.
struct ApprovedRefused {
  std::vector<std::string> operations, evidence;
  std::vector<std::string> only_believed;  // to be approved
};

ApprovedRefused approved_but_refused(const Subject& subject) {
  ApprovedRefused found;
  if (subject.module.family != "kernel") return found;
  for (std::size_t i = 0; i < subject.module.runs.size(); ++i) {
    const Run& run = subject.module.runs[i];
    if (run.fips.value != FipsState::Value::on) continue;
    for (std::size_t k = 0; k < run.coverage.size(); ++k) {
      const CoverageRow& row = run.coverage[k];
      if (row.counts[OutcomeKind::refused] == 0 || row.counts[OutcomeKind::ok] != 0) continue;
      const auto belief = kernel_belief(subject.module.identity.version, row.operation);
      if (!belief || belief->kind != KernelBelief::Kind::approved) continue;
      (belief->is_sure() ? found.operations : found.only_believed).push_back(row.operation);
      if (belief->is_sure()) found.evidence.push_back(subject.run_pointer(i, fmt::format("/kat/coverage/{}", k)));
    }
  }
  return found;
}

struct Tried {
  std::vector<std::string> wrongly_done, wrongly_done_evidence;  // done, although this version is known to refuse it
  std::vector<std::string> done_as_known;                        // done, as this version is known to
  std::vector<std::string> done;                                 // done, and nothing is known of what this version should do
  std::vector<std::string> doubtful;                             // done, although this version is believed to refuse it
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
  switch (known_of(subject.module, refusal.operation)) {
    case Known::nothing: tried.done.push_back(refusal.operation); return;
    case Known::does: tried.done_as_known.push_back(refusal.operation); return;
    case Known::believed_to_refuse: tried.doubtful.push_back(refusal.operation); return;
    case Known::refuses: break;
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

// seen_text tells what was seen, with what is only believed: it decides nothing.
std::string seen_text(const Tried& tried, const ApprovedRefused& approved) {
  std::string seen = fmt::format("{} refused, {} not in this build", tried.refused, tried.absent);
  if (!tried.done_as_known.empty()) {
    seen += fmt::format(", {} done, as this version is known to: {}", tried.done_as_known.size(),
                        fmt::join(tried.done_as_known, "; "));
  }
  if (!tried.doubtful.empty())
    seen += fmt::format("; done, though believed to be refused: {}", fmt::join(tried.doubtful, "; "));
  if (!approved.only_believed.empty())
    seen += fmt::format("; refused, though believed to be approved: {}", fmt::join(approved.only_believed, "; "));
  return seen;
}

void remove_repeats(std::vector<std::string>& names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

}  // namespace

Verdict judge_refusals(const Context&, const Subject& subject) {
  Tried tried = tried_by(subject);
  ApprovedRefused approved = approved_but_refused(subject);
  if (tried.evidence.empty()) return Verdict::unknown("nothing was tried in FIPS mode", {subject.pointer("/runs")});
  for (auto* const names : {&tried.wrongly_done, &tried.done, &tried.done_as_known, &tried.doubtful, &approved.operations,
                            &approved.only_believed}) {
    remove_repeats(*names);
  }
  if (!tried.wrongly_done.empty()) {
    return Verdict::fail(
        fmt::format("done in FIPS mode, where this version is known to refuse: {}", fmt::join(tried.wrongly_done, "; ")),
        tried.wrongly_done_evidence);
  }
  if (!approved.operations.empty()) {
    return Verdict::fail(
        fmt::format("refused in FIPS mode, where this version is known to approve: {}", fmt::join(approved.operations, "; ")),
        approved.evidence);
  }
  const std::string seen = seen_text(tried, approved);
  if (!tried.unclear.empty()) {
    return Verdict::unknown(fmt::format("{}; neither done nor refused: {}", seen, fmt::join(tried.unclear, "; ")),
                            tried.evidence);
  }
  if (!tried.done.empty()) {
    return Verdict::unknown(
        fmt::format("{}; done, and whether this version must refuse it is not known: {}", seen, fmt::join(tried.done, "; ")),
        tried.evidence);
  }
  if (!tried.doubtful.empty() || (tried.refused == 0 && tried.done_as_known.empty()))
    return Verdict::unknown(tried.doubtful.empty() ? "nothing that was tried is in this build" : seen, tried.evidence);
  return Verdict::pass(seen, tried.evidence);
}

}  // namespace fipsprobe
