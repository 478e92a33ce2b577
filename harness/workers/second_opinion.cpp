#include "harness/workers/second_opinion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace fipsprobe {
namespace {

// Families in the order in which they are asked: how many schemes and key sizes their verifiers take.
constexpr std::array<std::string_view, 4> kOrder = {"openssl", "nss", "gnutls", "libgcrypt"};

// append_in_order adds the oracles of other families than `but_family` behind those that are there, none twice.
void append_in_order(std::vector<Instance>& all, const std::vector<Instance>& added, const std::string& but_family) {
  const auto is_known = [&](const std::string& path) { return std::ranges::find(all, path, &Instance::path) != all.end(); };
  for (const std::string_view family : kOrder) {
    for (const Instance& oracle : added) {
      if (oracle.family == family && oracle.family != but_family && !is_known(oracle.path)) all.push_back(oracle);
    }
  }
}

// Verdict is what became of one signature.
struct Verdict {
  bool is_known = false;
  bool accepted = false;
  std::string by;      // the instance that verified it
  std::string reason;  // not known: what the last one said
};

class Opinion {
 public:
  Opinion(const RunPlan& plan, SupervisedRun& run, TaskObserver& observer)
      : plan_(plan), run_(run), observer_(observer), verdicts_(run.produced.size()) {}

  // ask has an oracle verify what no other one could.
  void ask(const Instance& oracle) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < verdicts_.size(); ++i) {
      if (!verdicts_[i].is_known) open.push_back(i);
    }
    if (open.empty()) return;
    RunPlan plan{.instance = oracle,
                 .mode = Mode::contrast,
                 .tasks = {Task::verifications},
                 .sets = {},
                 .verifications = {},
                 .time_limit = plan_.time_limit};
    for (const std::size_t i : open) plan.verifications.push_back(run_.produced[i].verification);
    const SupervisedRun answers = supervise(plan, observer_);
    for (std::size_t at = 0; at < open.size(); ++at) {
      Verdict& verdict = verdicts_[open[at]];
      if (at < answers.verified.size()) {
        take(verdict, answers.verified[at], oracle.path);
      } else {
        verdict.reason = answers.run.unavailable;
      }
    }
  }

  // record writes down what was found.
  void record() {
    for (std::size_t i = 0; i < verdicts_.size(); ++i) record(run_.produced[i], verdicts_[i]);
  }

 private:
  static void take(Verdict& verdict, const Outcome& answer, const std::string& by) {
    if (answer.kind != OutcomeKind::ok) {
      verdict.reason = fmt::format("{}: {}", name_of(answer.kind), answer.reason);
      return;
    }
    verdict = {.is_known = true, .accepted = answer.accepted, .by = by, .reason = {}};
  }

  void record(const Produced& produced, const Verdict& verdict) {
    KatSet& set = run_.run.sets.at(produced.set);
    if (!set.second_opinion) set.second_opinion.emplace();
    SecondOpinion& opinion = *set.second_opinion;
    ++opinion.produced;
    if (!verdict.is_known) {
      ++opinion.not_checked[verdict.reason.empty() ? "no module of another family to ask" : verdict.reason];
      return;
    }
    if (opinion.by.find(verdict.by) == std::string::npos) opinion.by += (opinion.by.empty() ? "" : ", ") + verdict.by;
    ++(verdict.accepted ? opinion.agreed : opinion.disagreed);
    if (!verdict.accepted) make_mismatch(set, produced, verdict.by);
  }

  void make_mismatch(KatSet& set, const Produced& produced, const std::string& by) {
    const auto move_one = [](Counts& counts) {
      --counts[OutcomeKind::ok];
      ++counts[OutcomeKind::mismatch];
    };
    move_one(set.counts);
    for (CoverageRow& row : run_.run.coverage) {
      if (row.operation == produced.operation) move_one(row.counts);
    }
    if (set.failures.size() >= kMaxFailuresPerSet) return;
    set.failures.push_back({.case_id = produced.case_id,
                            .line = produced.line,
                            .operation = produced.operation,
                            .outcome = OutcomeKind::mismatch,
                            .expected = "a signature that verifies",
                            .actual = to_hex(produced.verification.signature),
                            .detail = fmt::format("made by {}, rejected by {}", plan_.instance.path, by)});
  }

  const RunPlan& plan_;
  SupervisedRun& run_;
  TaskObserver& observer_;
  std::vector<Verdict> verdicts_;
};

}  // namespace

void seek_second_opinions(const std::vector<RunPlan>& plans, std::vector<SupervisedRun>& runs,
                          const std::vector<Instance>& others, TaskObserver& observer) {
  std::vector<Instance> of_plans;
  for (const RunPlan& plan : plans) of_plans.push_back(plan.instance);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (runs[i].produced.empty()) continue;
    Opinion opinion(plans[i], runs[i], observer);
    std::vector<Instance> oracles;
    append_in_order(oracles, of_plans, plans[i].instance.family);
    append_in_order(oracles, others, plans[i].instance.family);
    for (const Instance& oracle : oracles) opinion.ask(oracle);
    opinion.record();
  }
}

}  // namespace fipsprobe
