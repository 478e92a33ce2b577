#include "harness/workers/supervisor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <numeric>
#include <thread>

#include "harness/kat/refusal_matrix.hpp"
#include "harness/kat/run_set.hpp"
#include "harness/model/errors.hpp"
#include "harness/workers/verification.hpp"
#include "harness/workers/worker_environment.hpp"
#include "harness/workers/worker_process.hpp"

namespace fipsprobe {
namespace {

using Clock = std::chrono::steady_clock;
using nlohmann::json;

constexpr std::chrono::milliseconds kPoll{200};
constexpr std::uint64_t kMaxRestarts = 20;  // of one task

// Death is how a worker ended before it had finished.
struct Death {
  bool timed_out = false;
  std::string how;          // "SIGABRT", or the worker's own message
  bool is_message = false;  // the worker could still send one

  OutcomeKind outcome() const { return timed_out ? OutcomeKind::timed_out : OutcomeKind::crashed; }
  std::string text() const { return timed_out ? how : "the worker died: " + how; }
};

// TaskRun is one task of a plan, over as many workers as it takes.
class TaskRun {
 public:
  TaskRun(const RunPlan& plan, Task task, SupervisedRun& result)
      : plan_(plan), result_(result), attempts_(task == Task::refusals ? refusal_matrix() : std::vector<Attempt>{}) {
    job_ = {.instance = plan.instance,
            .mode = plan.mode,
            .task = task,
            .sets = task == Task::known_answers ? plan.sets : std::vector<PlannedSet>{},
            .verifications = task == Task::verifications ? plan.verifications : std::vector<VerifyOperation>{},
            .first_set = 0,
            .first_item = 0,
            .threads = 1,
            .processors = {}};
    if (task == Task::known_answers) add_empty_sets();
  }

  void run() {
    for (std::uint64_t restarts = 0;; ++restarts) {
      if (run_worker_once() || !result_.run.unavailable.empty()) break;
      ++result_.run.restarts;
      if (restarts < kMaxRestarts) continue;
      give_up(fmt::format("not run: the worker had died {} times", restarts + 1));
      break;
    }
    if (job_.task == Task::known_answers) add_coverage();
  }

 private:
  void add_empty_sets() {
    for (const PlannedSet& set : plan_.sets) {
      KatSet& added = result_.run.sets.emplace_back();
      added.source = set.source.name;
      added.algorithm = set.algorithm;
      added.format = set.format;
    }
    complete_.assign(plan_.sets.size(), false);
  }

  // add_coverage adds a row for the cases whose operation went down with a worker, so that the rows add up to the totals.
  void add_coverage() {
    Counts covered;
    for (const auto& [operation, counts] : coverage_) {
      covered += counts;
      result_.run.coverage.push_back({operation, counts});
    }
    CoverageRow rest{"operation not known: the worker died, or did not come as far", {}};
    const Counts total = result_.run.kat_counts();
    for (std::size_t i = 0; i < kOutcomeKinds; ++i) rest.counts.by_kind[i] = total.by_kind[i] - covered.by_kind[i];
    if (rest.counts.total() != 0) result_.run.coverage.push_back(std::move(rest));
  }

  // run_worker_once starts a worker and follows it to its end. Returns true when nothing is left to do.
  bool run_worker_once() {
    started_ = Clock::now();
    WorkerProcess worker(result_.run.environment);
    loaded_ = false;
    std::optional<Death> death = follow(worker);
    if (!death) return true;
    if (const std::string text = worker.diagnostics(); !text.empty()) result_.run.diagnostics = text;
    return account_for(*death, worker.page());
  }

  // follow takes the worker's messages until it ends; nullopt when it finished.
  std::optional<Death> follow(WorkerProcess& worker) {
    worker.channel().send(to_json(job_));
    Clock::time_point last_progress = Clock::now();
    std::uint64_t last_item = 0;
    while (true) {
      const std::optional<json> message = worker.channel().receive(kPoll);
      if (message) {
        last_progress = Clock::now();
        const std::string type = message->at("type");
        if (type == "finished") return finish(*message, worker);
        if (type == "failed") return Death{false, message->at("message"), true};
        take(type, *message);
        continue;
      }
      if (worker.channel().closed()) {
        const std::string how = worker.wait();
        return Death{false, how.empty() ? "it ended without an answer" : how, false};
      }
      const std::uint64_t item = worker.page().item + worker.page().set;
      if (item != std::exchange(last_item, item)) last_progress = Clock::now();
      if (Clock::now() - last_progress < plan_.time_limit) continue;
      worker.stop();
      return Death{true, fmt::format("no progress in {} s", plan_.time_limit.count()), false};
    }
  }

  std::optional<Death> finish(const json& message, WorkerProcess& worker) {
    result_.run.missing_symbols = message.at("missing_symbols");
    worker.wait();
    if (const std::string text = worker.diagnostics(); !text.empty() && result_.run.diagnostics.empty())
      result_.run.diagnostics = text;
    return std::nullopt;
  }

  void take(const std::string& type, const json& message) {
    Run& run = result_.run;
    if (type == "loaded") {
      loaded_ = true;
      if (run.start_ms.empty()) take_start(message);
      result_.version = ModuleVersion{message.at("version"), message.at("build"), message.at("parts")};
      if (!message.at("available").get<bool>()) run.unavailable = message.at("reason");
    } else if (type == "state") {
      before_ = state_of(message);
      run.start_ms.emplace("state", milliseconds(message.at("ask_ns")));
      if (run.fips.how.empty()) run.fips = before_;
    } else if (type == "state_after") {
      const FipsState after = state_of(message);
      if (after.value != before_.value) run.fips_after[std::string(name_of(job_.task))] = after;
    } else if (type == "self_test") {
      run.self_tests.push_back(
          {message.at("name"), static_cast<SelfTestResult::Value>(message.at("result").get<int>()), message.at("detail")});
    } else if (type == "failure") {
      take_failure(message);
    } else if (type == "produced") {
      take_produced(message);
    } else if (type == "set") {
      take_set(message);
    } else if (type == "verified") {
      result_.verified.push_back({outcome_of(message), {}, message.at("accepted"), message.at("reason"), std::nullopt});
      job_.first_item = message.at("item").get<std::uint64_t>() + 1;
    } else if (type == "refusal") {
      const std::uint64_t item = message.at("item");
      run.refusals.push_back({attempts_.at(item).name, outcome_of(message), message.at("reason")});
      job_.first_item = item + 1;
    }
  }

  static double milliseconds(const json& nanoseconds) { return nanoseconds.get<double>() / 1e6; }

  // take_start notes the parts of the worker's start; "process" is what came before the module: the program's own start.
  void take_start(const json& message) {
    const double whole = std::chrono::duration<double, std::milli>(Clock::now() - started_).count();
    const double load = milliseconds(message.at("load_ns")), enter = milliseconds(message.at("enter_ns"));
    result_.run.start_ms = {{"process", std::max(0.0, whole - load - enter)}, {"load", load}, {"enter", enter}};
  }

  static FipsState state_of(const json& message) {
    return {fips_state_named(message.at("state").get<std::string>()).value_or(FipsState::Value::unknown), message.at("how")};
  }

  static OutcomeKind outcome_of(const json& message) {
    return outcome_kind_named(message.at("outcome").get<std::string>()).value_or(OutcomeKind::error);
  }

  // take_failure keeps a failure of the set that is under way: the first one that is not complete.
  void take_failure(const json& message) {
    keep({.case_id = message.at("case"),
          .line = message.at("line"),
          .operation = message.at("operation"),
          .outcome = outcome_of(message),
          .expected = message.at("expected"),
          .actual = message.at("actual"),
          .detail = message.at("detail")},
         job_.first_set);
  }

  void take_produced(const json& message) {
    result_.produced.push_back({.set = job_.first_set,
                                .case_id = message.at("case"),
                                .line = message.at("line"),
                                .operation = message.at("operation"),
                                .verification = verification_from_json(message.at("verification"))});
  }

  void keep(KatFailure failure, std::uint32_t set) {
    std::vector<KatFailure>& failures = result_.run.sets.at(set).failures;
    if (failures.size() < kMaxFailuresPerSet) failures.push_back(std::move(failure));
  }

  void take_set(const json& message) {
    const std::uint32_t index = message.at("set");
    KatSet& set = result_.run.sets.at(index);
    set.in_file = message.at("in_file");
    set.left_out = message.at("left_out");
    const std::array<std::uint64_t, kOutcomeKinds> counts = message.at("counts");
    set.counts += Counts{counts};
    for (const auto& [reason, count] : message.at("reasons").items()) set.reasons[reason] += count.get<std::uint64_t>();
    for (const auto& [driver, count] : message.at("drivers").items()) set.drivers[driver] += count.get<std::uint64_t>();
    for (const auto& [operation, of] : message.at("coverage").items()) {
      coverage_[operation] += Counts{of.get<std::array<std::uint64_t, kOutcomeKinds>>()};
    }
    complete_.at(index) = true;
    job_.first_set = index + 1;
    job_.first_item = 0;
  }

  // account_for records what a dead worker leaves behind and where the next one goes on. Returns true when none is needed.
  bool account_for(const Death& death, const ProgressPage& page) {
    if (!loaded_) return account_for_not_loading(loading_text(death, page.stage));
    switch (job_.task) {
      case Task::state:
        if (result_.run.fips.how.empty()) result_.run.fips = {FipsState::Value::unknown, death.text()};
        return true;
      case Task::self_tests:
        result_.run.self_tests.push_back({"self-tests", SelfTestResult::Value::fail, death.text()});
        return true;
      case Task::known_answers: return account_for_case(death, page);
      case Task::refusals: return account_for_attempt(death, page);
      case Task::verifications: return account_for_verification(death, page);
      case Task::benchmark: return true;  // BenchWorker follows it
    }
    return true;
  }

  static std::string loading_text(const Death& death, Stage stage) {
    const char* const doing = stage == Stage::entering ? "when it was brought into the mode" : "when the module was loaded";
    return death.is_message ? death.how : fmt::format("{} {}", death.text(), doing);
  }

  // account_for_not_loading: when no worker has ever loaded the module in this mode, the mode cannot be had.
  bool account_for_not_loading(const std::string& text) {
    if (!result_.version) {
      result_.run.unavailable = text;
    } else if (job_.task == Task::self_tests) {
      result_.run.self_tests.push_back({"self-tests", SelfTestResult::Value::fail, text});
    } else {
      give_up("not run: " + text);
    }
    return true;
  }

  bool account_for_case(const Death& death, const ProgressPage& page) {
    const std::uint32_t index = page.set;
    if (index >= plan_.sets.size() || complete_[index]) return index + 1 >= plan_.sets.size();
    KatSet& set = result_.run.sets[index];
    for (std::size_t i = 0; i < kOutcomeKinds; ++i) set.counts.by_kind[i] += page.counts[i];
    const std::uint64_t item = page.item;
    if (item != kNoItem && page.stage == Stage::in_case) {
      ++set.counts[death.outcome()];
      const std::optional<Case> died_at = case_at(plan_.sets[index].source, item);
      if (died_at) {
        CaseResult result;
        result.kind = death.outcome();
        result.answer = Outcome::failed(death.text());
        keep(failure_of(*died_at, result), index);
        ++coverage_[describe(died_at->operation)][death.outcome()];
      }
    }
    if (item != kNoItem) job_.first_item = item + 1;
    job_.first_set = index;
    return false;
  }

  bool account_for_attempt(const Death& death, const ProgressPage& page) {
    const std::uint64_t item = page.item;
    if (page.stage != Stage::in_case || item >= attempts_.size()) return true;
    result_.run.refusals.push_back({attempts_[item].name, death.outcome(), death.text()});
    job_.first_item = item + 1;
    return job_.first_item >= attempts_.size();
  }

  bool account_for_verification(const Death& death, const ProgressPage& page) {
    if (page.stage != Stage::in_case || job_.first_item >= job_.verifications.size()) return true;
    result_.verified.push_back({death.outcome(), {}, true, death.text(), std::nullopt});
    return ++job_.first_item >= job_.verifications.size();
  }

  // give_up counts all that is left as not available, so that nothing is dropped.
  void give_up(const std::string& reason) {
    for (; job_.task == Task::refusals && job_.first_item < attempts_.size(); ++job_.first_item) {
      result_.run.refusals.push_back({attempts_[job_.first_item].name, OutcomeKind::not_available, reason});
    }
    for (std::size_t item = result_.verified.size(); item < job_.verifications.size(); ++item) {
      result_.verified.push_back(Outcome::not_available(reason));
    }
    for (std::uint32_t index = job_.first_set; index < job_.sets.size(); ++index) {
      const PlannedSet& planned = job_.sets[index];
      const SetSize size =
          size_of_set(planned.source, {.first = index == job_.first_set ? job_.first_item : 0, .sample = planned.sample});
      KatSet& set = result_.run.sets[index];
      set.in_file = size.in_file;
      set.left_out = size.left_out;
      set.counts[OutcomeKind::not_available] += size.selected;
      set.reasons[reason] = set.counts[OutcomeKind::not_available];
    }
  }

  const RunPlan& plan_;
  SupervisedRun& result_;
  std::vector<Attempt> attempts_;
  Job job_;
  std::vector<bool> complete_;  // one for each set
  std::map<std::string, Counts> coverage_;
  bool loaded_ = false;
  Clock::time_point started_;  // of the worker
  FipsState before_;
};

// account_for_lost_reasons adds the cases whose reason went down with a worker, so that reasons add up like outcomes do.
void account_for_lost_reasons(KatSet& set) {
  const std::uint64_t with_reason =
      set.counts[OutcomeKind::refused] + set.counts[OutcomeKind::unsupported] + set.counts[OutcomeKind::not_available];
  const std::uint64_t known = std::accumulate(set.reasons.begin(), set.reasons.end(), std::uint64_t{0},
                                              [](std::uint64_t sum, const auto& item) { return sum + item.second; });
  if (with_reason > known) set.reasons["reason lost when the worker died"] += with_reason - known;
}

}  // namespace

SupervisedRun supervise(const RunPlan& plan, TaskObserver& observer) {
  const Clock::time_point start = Clock::now();
  SupervisedRun result;
  result.run.mode = plan.mode;
  result.run.environment = worker_environment(plan.instance, plan.mode);
  for (const Task task : plan.tasks) {
    observer.started(plan, task);
    if (result.run.unavailable.empty()) TaskRun(plan, task, result).run();
    observer.finished(plan, task);
  }
  for (KatSet& set : result.run.sets) account_for_lost_reasons(set);
  result.run.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return result;
}

std::vector<SupervisedRun> supervise_all(const std::vector<RunPlan>& plans, unsigned jobs, TaskObserver& observer) {
  std::vector<SupervisedRun> results(plans.size());
  std::atomic<std::size_t> next{0};
  std::exception_ptr trouble;
  std::mutex guard;
  const auto take_plans = [&] {
    try {
      for (std::size_t at = next++; at < plans.size(); at = next++) results[at] = supervise(plans[at], observer);
    } catch (...) {
      const std::lock_guard lock(guard);
      trouble = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < std::max(1U, jobs); ++i) threads.emplace_back(take_plans);
  }
  if (trouble) std::rethrow_exception(trouble);
  return results;
}

}  // namespace fipsprobe
