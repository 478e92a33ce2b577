#include "harness/workers/worker.hpp"

#include <sys/prctl.h>

#include <chrono>
#include <csignal>
#include <exception>
#include <nlohmann/json.hpp>

#include "harness/bench/clock.hpp"
#include "harness/bench/measure.hpp"
#include "harness/kat/refusal_matrix.hpp"
#include "harness/kat/run_set.hpp"
#include "harness/workers/bench_requests.hpp"
#include "harness/workers/channel.hpp"
#include "harness/workers/job.hpp"
#include "harness/workers/progress_page.hpp"
#include "harness/workers/verification.hpp"
#include "probes/family.hpp"

namespace fipsprobe {
namespace {

using nlohmann::json;

constexpr std::chrono::minutes kWaitForJob{1};

// SetObserver counts into the shared page, sends what failed at once, and gathers the reasons of what was not done.
class SetObserver final : public CaseObserver {
 public:
  SetObserver(Channel& channel, ProgressPage& page, std::uint32_t set) : channel_(channel), page_(page) {
    page_.set = set;
    page_.item = kNoItem;
    for (auto& count : page_.counts) count.store(0, std::memory_order_relaxed);
  }

  void before(std::uint64_t index) override {
    page_.item.store(index, std::memory_order_relaxed);
    page_.stage.store(Stage::in_case, std::memory_order_relaxed);
  }

  void after(const Case& kat_case, const CaseResult& result) override {
    page_.stage.store(Stage::between_cases, std::memory_order_relaxed);
    // Only this process writes, so load and store need not be one step.
    auto& count = page_.counts[static_cast<std::size_t>(result.kind)];
    count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    ++coverage_[describe(kat_case.operation)][static_cast<std::size_t>(result.kind)];
    if (!result.answer.served_by.empty()) ++drivers_[result.answer.served_by];
    if (result.kind == OutcomeKind::ok) {
      if (result.produced) send_produced(kat_case, *result.produced);
      return;
    }
    if (result.kind == OutcomeKind::mismatch || result.kind == OutcomeKind::error) {
      if (failures_++ < kMaxFailuresPerSet) send_failure(failure_of(kat_case, result));
      return;
    }
    ++reasons_[result.answer.reason];
  }

  const std::map<std::string, std::uint64_t>& reasons() const { return reasons_; }
  const std::map<std::string, std::uint64_t>& drivers() const { return drivers_; }

  // coverage returns the counts of each operation, by its name.
  const std::map<std::string, std::array<std::uint64_t, kOutcomeKinds>>& coverage() const { return coverage_; }

 private:
  void send_produced(const Case& kat_case, const VerifyOperation& verification) {
    channel_.send({{"type", "produced"},
                   {"case", kat_case.id},
                   {"line", kat_case.line},
                   {"operation", describe(kat_case.operation)},
                   {"verification", to_json(verification)}});
  }

  void send_failure(const KatFailure& failure) {
    channel_.send({{"type", "failure"},
                   {"case", failure.case_id},
                   {"line", failure.line},
                   {"operation", failure.operation},
                   {"outcome", name_of(failure.outcome)},
                   {"expected", failure.expected},
                   {"actual", failure.actual},
                   {"detail", failure.detail}});
  }

  Channel& channel_;
  ProgressPage& page_;
  std::size_t failures_ = 0;
  std::map<std::string, std::uint64_t> reasons_;
  std::map<std::string, std::uint64_t> drivers_;
  std::map<std::string, std::array<std::uint64_t, kOutcomeKinds>> coverage_;
};

void run_known_answers(Module& module, const Job& job, Channel& channel, ProgressPage& page) {
  for (std::uint32_t set = job.first_set; set < job.sets.size(); ++set) {
    SetObserver observer(channel, page, set);
    const PlannedSet& planned = job.sets[set];
    const Selection selection{.first = set == job.first_set ? job.first_item : 0, .sample = planned.sample};
    const SetSize size = run_set(module, planned.source, selection, observer);
    std::array<std::uint64_t, kOutcomeKinds> counts{};
    for (std::size_t i = 0; i < kOutcomeKinds; ++i) counts[i] = page.counts[i];
    channel.send({{"type", "set"},
                  {"set", set},
                  {"in_file", size.in_file},
                  {"left_out", size.left_out},
                  {"counts", counts},
                  {"reasons", observer.reasons()},
                  {"drivers", observer.drivers()},
                  {"coverage", observer.coverage()}});
  }
}

void run_refusals(Module& module, const Job& job, Channel& channel, ProgressPage& page) {
  const std::vector<Attempt> attempts = refusal_matrix();
  for (std::uint64_t item = job.first_item; item < attempts.size(); ++item) {
    page.item = item;
    page.stage = Stage::in_case;
    const Outcome outcome = perform(module, attempts[item].operation);
    page.stage = Stage::between_cases;
    channel.send({{"type", "refusal"}, {"item", item}, {"outcome", name_of(outcome.kind)}, {"reason", outcome.reason}});
  }
}

void run_verifications(Module& module, const Job& job, Channel& channel, ProgressPage& page) {
  for (std::uint64_t item = job.first_item; item < job.verifications.size(); ++item) {
    page.item = item;
    page.stage = Stage::in_case;
    const Outcome outcome = perform(module, Operation(job.verifications[item]));
    page.stage = Stage::between_cases;
    channel.send({{"type", "verified"},
                  {"item", item},
                  {"outcome", name_of(outcome.kind)},
                  {"accepted", outcome.accepted},
                  {"reason", outcome.reason}});
  }
}

void run_self_tests(Module& module, Channel& channel, ProgressPage& page) {
  page.stage = Stage::self_testing;
  for (const SelfTestResult& test : module.self_tests()) {
    channel.send(
        {{"type", "self_test"}, {"name", test.name}, {"result", static_cast<int>(test.value)}, {"detail", test.detail}});
  }
}

void do_task(Module& module, const Job& job, Channel& channel, ProgressPage& page) {
  switch (job.task) {
    case Task::state: return;
    case Task::self_tests: run_self_tests(module, channel, page); return;
    case Task::known_answers: run_known_answers(module, job, channel, page); return;
    case Task::refusals: run_refusals(module, job, channel, page); return;
    case Task::verifications: run_verifications(module, job, channel, page); return;
    case Task::benchmark: run_benchmark(module, job, channel, page); return;
  }
}

void send_state(Module& module, Channel& channel, const char* type) {
  const std::uint64_t start = now_ns();
  const FipsState state = module.fips_state();
  channel.send({{"type", type}, {"state", name_of(state.value)}, {"how", state.how}, {"ask_ns", now_ns() - start}});
}

void work(const Job& job, Channel& channel, ProgressPage& page) {
  if (!job.processors.empty()) pin(job.processors.front());
  page.stage = Stage::loading;
  const std::uint64_t start = now_ns();
  const std::unique_ptr<Module> module = family_named(job.instance.family).load(job.instance);
  const std::uint64_t loaded = now_ns();
  page.stage = Stage::entering;
  if (job.threads > 1) module->expect_threads();
  const Entered entered = module->enter(job.mode);
  const std::uint64_t ready = now_ns();
  const ModuleVersion version = module->version();
  channel.send({{"type", "loaded"},
                {"version", version.version},
                {"build", version.build},
                {"parts", version.parts},
                {"load_ns", loaded - start},
                {"enter_ns", ready - loaded},
                {"available", entered.available},
                {"reason", entered.reason}});
  if (entered.available) {
    page.stage = Stage::asking_state;
    send_state(*module, channel, "state");
    page.stage = Stage::between_cases;
    do_task(*module, job, channel, page);
  }
  page.stage = Stage::finishing;
  if (entered.available && job.task != Task::state) send_state(*module, channel, "state_after");
  channel.send({{"type", "finished"}, {"missing_symbols", module->missing_symbols()}});
  ::_exit(0);  // before the module is destroyed
}

}  // namespace

void run_worker() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  try {
    Channel channel{FileDescriptor(kChannelDescriptor)};
    SharedPage page{FileDescriptor(kPageDescriptor)};
    const std::optional<json> message = channel.receive(kWaitForJob);
    if (!message) ::_exit(1);
    try {
      work(job_from_json(*message), channel, *page);
    } catch (const std::exception& error) {
      channel.send({{"type", "failed"}, {"message", error.what()}});
    }
  } catch (const std::exception&) {
    ::_exit(1);
  }
  ::_exit(0);
}

}  // namespace fipsprobe
