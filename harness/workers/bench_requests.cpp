#include "harness/workers/bench_requests.hpp"

#include <sys/resource.h>

#include <map>
#include <nlohmann/json.hpp>

#include "harness/bench/bench_task.hpp"
#include "harness/bench/clock.hpp"
#include "harness/bench/measure.hpp"

namespace fipsprobe {
namespace {

using nlohmann::json;

constexpr std::chrono::hours kWaitForRequest{1};
constexpr double kCalibration = 1e-3;  // seconds that the calibration measures at least

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6; }

// Bench answers the requests.
class Bench {
 public:
  Bench(Module& module, const Job& job, Channel& channel, ProgressPage& page)
      : module_(module), job_(job), channel_(channel), page_(page), clock_cost_ns_(clock_cost_ns()) {}

  // answer does one request. Returns false at the end.
  bool answer(const json& request) {
    const std::string what = request.at("do");
    if (what == "end") return false;
    page_.item = request.at("item").get<std::uint64_t>();
    page_.stage = Stage::in_case;
    if (what == "prepare") prepare(request);
    if (what == "repeat") repeat(request);
    if (what == "check") check(request);
    page_.stage = Stage::between_cases;
    return true;
  }

  void tell_ready() { channel_.send({{"type", "ready"}, {"cycles", cycles_.why_not()}, {"clock_cost_ns", clock_cost_ns_}}); }

  // tell_usage sends what this process has used of the processors, so that the supervisor can tell it from other processes.
  void tell_usage() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    channel_.send({{"type", "usage"},
                   {"seconds", seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime)},
                   {"preempted", usage.ru_nivcsw}});
  }

 private:
  void prepare(const json& request) {
    const BenchOperation* const operation = bench_operation(request.at("operation").get<std::string>());
    BenchTask::Started started = operation == nullptr ? Outcome::unsupported("no such operation")
                                                      : BenchTask::start(module_, *operation, request.at("size"), job_.threads);
    if (auto* const task = std::get_if<std::unique_ptr<BenchTask>>(&started)) {
      keep(request.at("item"), std::move(*task));
    } else if (const auto* const outcome = std::get_if<Outcome>(&started)) {
      send_not_prepared(outcome->kind, outcome->reason);
    } else {
      send_not_prepared(OutcomeKind::mismatch, std::get<std::string>(started));
    }
  }

  void keep(std::uint64_t item, std::unique_ptr<BenchTask> task) {
    const auto seconds = calibrate(*task->prepared().front(), kCalibration);
    if (!seconds) return send_not_prepared(OutcomeKind::error, "the module failed at what it had done before");
    channel_.send({{"type", "prepared"},
                   {"outcome", name_of(OutcomeKind::ok)},
                   {"reason", ""},
                   {"check_kind", static_cast<int>(task->how_checked().kind)},
                   {"check_how", task->how_checked().how},
                   {"seconds_per_call", *seconds}});
    task->rest();
    tasks_[item] = {std::move(task), is_timed_singly(*seconds, clock_cost_ns_)};
  }

  void send_not_prepared(OutcomeKind kind, const std::string& reason) {
    channel_.send({{"type", "prepared"}, {"outcome", name_of(kind)}, {"reason", reason.empty() ? "no reason given" : reason}});
  }

  void repeat(const json& request) {
    Kept& kept = tasks_.at(request.at("item"));
    const std::uint64_t calls = request.at("calls");
    if (!kept.task->wake().empty()) return send_failed_repeat();
    const auto& prepared = kept.task->prepared();
    LatencyHistogram* const latency = kept.timed_singly ? &kept.task->latency() : nullptr;
    const Batch batch = prepared.size() > 1 ? measure_together(prepared, calls, job_.processors)
                                            : measure_batch(*prepared.front(), calls, {cycles_, clock_cost_ns_}, latency);
    channel_.send({{"type", "repeated"},
                   {"calls", batch.calls},
                   {"seconds", batch.seconds},
                   {"cycles", batch.cycles ? json(*batch.cycles) : json()},
                   {"complete", batch.complete}});
    kept.task->rest();
  }

  void send_failed_repeat() {
    channel_.send({{"type", "repeated"}, {"calls", 0}, {"seconds", 0}, {"cycles", nullptr}, {"complete", false}});
  }

  void check(const json& request) {
    Kept& kept = tasks_.at(request.at("item"));
    const std::optional<BenchLatency> latency = kept.task->latency().summary();
    std::string wrong = kept.task->wake();
    if (wrong.empty()) wrong = kept.task->check();
    json message = {{"type", "checked"}, {"wrong", wrong}, {"latency", nullptr}};
    if (latency) {
      message["latency"] = {latency->calls, latency->p50, latency->p90, latency->p99, latency->worst};
    }
    tasks_.erase(request.at("item").get<std::uint64_t>());
    channel_.send(message);
  }

  struct Kept {
    std::unique_ptr<BenchTask> task;
    bool timed_singly = false;
  };

  Module& module_;
  const Job& job_;
  Channel& channel_;
  ProgressPage& page_;
  CycleCounter cycles_;
  double clock_cost_ns_;
  std::map<std::uint64_t, Kept> tasks_;
};

}  // namespace

void run_benchmark(Module& module, const Job& job, Channel& channel, ProgressPage& page) {
  Bench bench(module, job, channel, page);
  bench.tell_ready();
  while (const std::optional<json> request = channel.receive(kWaitForRequest)) {
    if (!bench.answer(*request)) break;
  }
  bench.tell_usage();
}

}  // namespace fipsprobe
