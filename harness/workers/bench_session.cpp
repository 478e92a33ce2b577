#include "harness/workers/bench_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <random>
#include <span>

#include "harness/statistics/statistics.hpp"
#include "harness/workers/bench_worker.hpp"

namespace fipsprobe {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr double kLeastBatch = 0.0005;                          // seconds
constexpr double kRequestCost = 0.0004;                         // seconds: a message to the worker and back, and waking it
constexpr double kWarmUp = 1.1;                                 // a tenth of the calls, before them
constexpr double kShareOfSetUp = 0.5;                           // of the budget: what is not set up by then is not measured
constexpr double kReserve = 0.05;                               // of the budget: for the checks at the end
constexpr unsigned kMaxGenerations = 4;                         // of one worker
constexpr std::uint64_t kWakesAbove = std::uint64_t{1} << 17U;  // bytes: such points are set up again for each repeat
constexpr const char* kOutOfTime =
    "not measured: the time of the profile was used up; measure less at a time, or give it longer (--seconds)";

// Subject is one module in one mode, with its workers: one for each number of threads.
struct Subject {
  SupervisedRun* result = nullptr;
  BenchWorker worker;
  unsigned threads = 1;
};

// Key is what is measured of every subject.
struct Key {
  const BenchOperation* operation = nullptr;
  std::uint64_t size = 0;  // 0: none
};

// Cell is one key on one subject.
struct Cell {
  std::size_t key = 0, subject = 0;
  BenchPoint point;
  BenchMeasurement measured;
  std::vector<double> cycles;  // a call, of each repeat
  double seconds_per_call = 0;
  unsigned generation = 0;  // of the worker that has it set up
};

class Session {
 public:
  Session(const BenchPlan& plan, BenchObserver& observer) : plan_(plan), observer_(observer), start_(Clock::now()) {}

  BenchSession run() {
    start_workers();
    make_keys();
    set_up();
    measure_startups();
    choose_batch();
    for (std::uint64_t round = 0; round < plan_.repeats && !is_late(1 - kReserve); ++round) measure_round(round);
    check_all();
    end_workers();
    assemble();
    return std::move(session_);
  }

 private:
  double elapsed() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }
  bool is_late(double share) const { return elapsed() > share * plan_.budget_seconds; }

  void start_workers() {
    session_.runs.resize(plan_.instances.size() * plan_.modes.size());
    startups_.resize(session_.runs.size());
    std::size_t at = 0;
    for (const Instance& instance : plan_.instances) {
      for (const Mode mode : plan_.modes) {
        SupervisedRun& result = session_.runs[at];
        result.run.mode = mode;
        for (const unsigned threads : plan_.threads) start_worker(result, instance, mode, threads, at);
        ++at;
      }
    }
  }

  void start_worker(SupervisedRun& result, const Instance& instance, Mode mode, unsigned threads, std::size_t run) {
    if (!result.run.unavailable.empty()) return;
    observer_.progress(0, 1, -1, "starting " + name_of_instance(instance));
    Job job;
    job.instance = instance;
    job.mode = mode;
    job.task = Task::benchmark;
    job.threads = threads;
    job.processors = plan_.processors;
    auto subject = std::make_unique<Subject>(Subject{&result, BenchWorker(std::move(job), plan_.time_limit), threads});
    if (!subject->worker.start(result)) return;
    if (subject->worker.startup()) startups_[run].push_back(*subject->worker.startup());
    session_.clock_cost_ns = subject->worker.clock_cost_ns();
    subjects_.push_back(std::move(subject));
  }

  static std::string name_of_instance(const Instance& instance) {
    return instance.path.empty() ? instance.family : instance.path;
  }

  void make_keys() {
    for (const BenchOperation* operation : plan_.operations) {
      if (operation->max_size == 0) keys_.push_back({operation, 0});
      for (const std::uint64_t size : plan_.sizes) {
        if (size <= operation->max_size) keys_.push_back({operation, size});
      }
    }
  }

  // set_up sets every point up on every subject.
  void set_up() {
    const std::size_t all = keys_.size() * subjects_.size();
    cells_.reserve(all);
    for (std::size_t key = 0; key < keys_.size(); ++key) {
      for (std::size_t subject = 0; subject < subjects_.size(); ++subject) {
        observer_.progress(cells_.size(), all, -1, "setting up " + keys_[key].operation->name);
        Cell& cell = cells_.emplace_back(new_cell(key, subject));
        if (is_late(kShareOfSetUp)) {
          fail(cell, OutcomeKind::not_available, kOutOfTime);
        } else {
          prepare(cell);
        }
      }
    }
  }

  Cell new_cell(std::size_t key, std::size_t subject) const {
    Cell cell;
    cell.key = key;
    cell.subject = subject;
    cell.point.operation = keys_[key].operation->name;
    cell.point.group = keys_[key].operation->group;
    if (keys_[key].size != 0) cell.point.size = keys_[key].size;
    cell.point.threads = subjects_[subject]->threads;
    cell.point.outcome = OutcomeKind::ok;
    return cell;
  }

  static void fail(Cell& cell, OutcomeKind outcome, std::string reason) {
    cell.point.outcome = outcome;
    cell.point.reason = std::move(reason);
  }

  static bool is_ok(const Cell& cell) { return cell.point.outcome == OutcomeKind::ok; }

  // ask hands a request to the worker of a cell. A worker that dies of it is started again, so that only this cell is lost.
  std::optional<json> ask(Cell& cell, json request) {
    Subject& subject = *subjects_[cell.subject];
    request["item"] = static_cast<std::uint64_t>(&cell - cells_.data());
    const BenchWorker::Answer answer = subject.worker.ask(request);
    if (answer.message) return answer.message;
    fail(cell, answer.outcome, answer.reason);
    if (!subject.worker.alive() && subject.worker.generation() < kMaxGenerations) {
      ++subject.result->run.restarts;
      subject.worker.start(*subject.result);
    }
    return std::nullopt;
  }

  void prepare(Cell& cell) {
    const Key& key = keys_[cell.key];
    const auto answer = ask(cell, {{"do", "prepare"}, {"operation", key.operation->name}, {"size", key.size}});
    if (!answer) return;
    const auto outcome = outcome_kind_named(answer->at("outcome").get<std::string>()).value_or(OutcomeKind::error);
    if (outcome != OutcomeKind::ok) return fail(cell, outcome, answer->at("reason"));
    cell.generation = subjects_[cell.subject]->worker.generation();
    cell.seconds_per_call = answer->at("seconds_per_call");
    cell.point.check = BenchCheck{static_cast<BenchCheck::Kind>(answer->at("check_kind").get<int>()), answer->at("check_how")};
  }

  // measure_startups takes the modules in turn, as the points are.
  void measure_startups() {
    for (std::uint64_t i = 1; i < plan_.startups; ++i) {
      std::size_t run = 0;
      for (const Instance& instance : plan_.instances) {
        for (const Mode mode : plan_.modes) {
          observer_.progress(i, plan_.startups, -1, "starting " + name_of_instance(instance));
          if (session_.runs[run].run.unavailable.empty()) {
            const auto startup = measure_startup(instance, mode, plan_.processors, plan_.time_limit);
            if (startup) startups_[run].push_back(*startup);
          }
          ++run;
        }
      }
    }
  }

  std::uint64_t calls_of(const Cell& cell, double batch) const {
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(batch / cell.seconds_per_call));
  }

  double cost_of(const Cell& cell, double batch) const {
    const double waking = keys_[cell.key].size > kWakesAbove ? 2 * cell.seconds_per_call + kRequestCost : 0;
    return static_cast<double>(calls_of(cell, batch)) * cell.seconds_per_call * kWarmUp + kRequestCost + waking;
  }

  double cost_of_round(double batch) const {
    return std::accumulate(cells_.begin(), cells_.end(), 0.0,
                           [&](double sum, const Cell& cell) { return is_ok(cell) ? sum + cost_of(cell, batch) : sum; });
  }

  // choose_batch takes the longest batch with which all repeats of all points fit into the time that is left.
  void choose_batch() {
    const double left = plan_.budget_seconds * (1 - kReserve) - elapsed();
    const auto fits = [&](double batch) { return cost_of_round(batch) * static_cast<double>(plan_.repeats) <= left; };
    double batch = plan_.batch_seconds;
    while (batch > kLeastBatch && !fits(batch)) batch *= 0.9;
    session_.batch_seconds = std::max(batch, kLeastBatch);
  }

  void measure_round(std::uint64_t round) {
    std::vector<std::size_t> order(keys_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    shuffle(order, round);
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (round < kMinRepeats) make_fit();
      for (Cell& cell : cells_of(order[i])) {
        if (!is_ok(cell)) continue;
        if (is_late(1 - kReserve)) return;
        tell(round, i, cell);
        planned_ += cost_of(cell, session_.batch_seconds);
        repeat(cell);
      }
    }
  }

  std::span<Cell> cells_of(std::size_t key) { return std::span(cells_).subspan(key * subjects_.size(), subjects_.size()); }

  // make_fit sees to it that all points can still come to kMinRepeats at the pace so far. On a busy host batches become
  // shorter; where that is not enough the points that cost most are left out: some with figures are worth more than all with
  // too few repeats.
  void make_fit() {
    constexpr double kKnown = 0.5;  // seconds after which the pace is known
    const double spent = rounds_began_ < 0 ? 0 : elapsed() - rounds_began_;
    const double left = (plan_.budget_seconds * (1 - kReserve) - elapsed()) / (spent < kKnown ? 1 : spent / planned_);
    std::vector<double> costs = outstanding();
    while (sum_of(costs) > left && session_.batch_seconds > kLeastBatch) {
      session_.batch_seconds = std::max(kLeastBatch, 0.8 * session_.batch_seconds);
      costs = outstanding();
    }
    while (sum_of(costs) > std::max(0.0, left)) {
      const auto most = std::max_element(costs.begin(), costs.end());
      leave_out(static_cast<std::size_t>(most - costs.begin()));
      *most = 0;
    }
  }

  static double sum_of(const std::vector<double>& costs) { return std::accumulate(costs.begin(), costs.end(), 0.0); }

  // outstanding is how long the repeats should take that each key's points are short of kMinRepeats.
  std::vector<double> outstanding() const {
    std::vector<double> costs(keys_.size(), 0.0);
    for (const Cell& cell : cells_) {
      const std::uint64_t done = std::min<std::uint64_t>(kMinRepeats, cell.measured.repeats.size());
      if (is_ok(cell)) costs[cell.key] += cost_of(cell, session_.batch_seconds) * static_cast<double>(kMinRepeats - done);
    }
    return costs;
  }

  void leave_out(std::size_t key) {
    for (Cell& cell : cells_of(key)) {
      if (is_ok(cell)) fail(cell, OutcomeKind::not_available, kOutOfTime);
    }
  }

  // shuffle is Fisher and Yates's, with a generator of its own: std::shuffle differs from library to library.
  static void shuffle(std::vector<std::size_t>& order, std::uint64_t round) {
    std::mt19937_64 engine(kBootstrapSeed + round);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[engine() % i]);
  }

  void tell(std::uint64_t round, std::size_t at, const Cell& cell) {
    const std::size_t all = plan_.repeats * keys_.size();
    const std::size_t done = round * keys_.size() + at;
    if (rounds_began_ < 0) rounds_began_ = elapsed();
    const double spent = elapsed() - rounds_began_;
    const double share = static_cast<double>(done) / static_cast<double>(all);
    const double guess =
        done == 0 ? cost_of_round(session_.batch_seconds) * static_cast<double>(plan_.repeats) : spent / share - spent;
    observer_.progress(done, all, std::min(guess, plan_.budget_seconds - elapsed()), cell.point.operation);
  }

  void repeat(Cell& cell) {
    if (cell.generation != subjects_[cell.subject]->worker.generation()) prepare(cell);
    if (!is_ok(cell)) return;
    const auto answer = ask(cell, {{"do", "repeat"}, {"calls", calls_of(cell, session_.batch_seconds)}});
    if (!answer) return;
    if (!answer->at("complete").get<bool>()) {
      return fail(cell, OutcomeKind::error, "the module failed amid what it had done before");
    }
    cell.measured.calls = answer->at("calls");
    const auto calls = static_cast<double>(cell.measured.calls);
    cell.measured.repeats.push_back(answer->at("seconds").get<double>() / calls);
    if (!answer->at("cycles").is_null()) cell.cycles.push_back(answer->at("cycles").get<double>() / calls);
  }

  // check_all compares the answers once more. What does not give the right one any more was not measured.
  void check_all() {
    for (Cell& cell : cells_) {
      if (!is_ok(cell)) continue;
      observer_.progress(1, 1, 0, "checking " + cell.point.operation);
      if (cell.measured.repeats.size() < std::min(kMinRepeats, plan_.repeats)) {
        fail(cell, OutcomeKind::not_available, kOutOfTime);
        continue;
      }
      if (cell.generation != subjects_[cell.subject]->worker.generation()) prepare(cell);
      if (is_ok(cell)) check(cell);
    }
  }

  void check(Cell& cell) {
    const auto answer = ask(cell, {{"do", "check"}});
    if (!answer) return;
    if (const std::string wrong = answer->at("wrong"); !wrong.empty()) {
      return fail(cell, OutcomeKind::mismatch, wrong + ", after it was measured");
    }
    const json& latency = answer->at("latency");
    if (latency.is_null()) return;
    cell.measured.latency = BenchLatency{latency.at(0), latency.at(1), latency.at(2), latency.at(3), latency.at(4)};
  }

  void end_workers() {
    for (const auto& subject : subjects_) {
      subject->worker.end(*subject->result);
      session_.used_seconds += subject->worker.used_seconds();
      session_.preemptions += subject->worker.preemptions();
    }
  }

  void assemble() {
    for (const auto& subject : subjects_) {
      subject->result->run.bench.emplace().cycles_unavailable = subject->worker.cycles_unavailable();
    }
    for (Cell& cell : cells_) add_point(cell);
    for (std::size_t run = 0; run < session_.runs.size(); ++run) {
      Run& made = session_.runs[run].run;
      made.seconds = elapsed();
      if (!made.bench) continue;
      add_slopes(*made.bench);
      if (plan_.startups != 0 && !startups_[run].empty()) made.bench->startup = startup_of(startups_[run]);
    }
  }

  void add_point(Cell& cell) {
    if (is_ok(cell)) {
      cell.measured.seconds_per_call = median_with_interval(cell.measured.repeats);
      if (cell.cycles.size() == cell.measured.repeats.size() && !cell.cycles.empty()) {
        cell.measured.cycles_per_call = median_with_interval(cell.cycles);
      }
      cell.point.measurement = std::move(cell.measured);
    } else {
      cell.point.check.reset();
    }
    subjects_[cell.subject]->result->run.bench->points.push_back(std::move(cell.point));
  }

  static void add_slopes(RunBench& bench) {
    std::map<std::pair<std::uint64_t, std::string>, std::vector<SizedTimes>> lines;
    for (const BenchPoint& point : bench.points) {
      if (point.size && point.measurement) {
        lines[{point.threads, point.operation}].push_back({*point.size, point.measurement->repeats});
      }
    }
    for (const auto& [key, times] : lines) {
      if (times.size() < 3) continue;
      BenchSlope slope = slope_of(times);
      slope.threads = key.first;
      slope.operation = key.second;
      bench.slopes.push_back(std::move(slope));
    }
  }

  static BenchStartup startup_of(const std::vector<Startup>& startups) {
    BenchStartup made;
    std::vector<double> sums;
    for (const Startup& each : startups) {
      made.load.push_back(std::max(each.load, 1e-9));
      made.enter.push_back(std::max(each.enter, 1e-9));
      sums.push_back(made.load.back() + made.enter.back());
    }
    made.seconds = median_with_interval(sums);
    return made;
  }

  const BenchPlan& plan_;
  BenchObserver& observer_;
  Clock::time_point start_;
  BenchSession session_;
  std::vector<std::unique_ptr<Subject>> subjects_;
  std::vector<std::vector<Startup>> startups_;  // of each run
  std::vector<Key> keys_;
  std::vector<Cell> cells_;  // key by key, and in each of them subject by subject
  double rounds_began_ = -1;
  double planned_ = 0;  // seconds that the repeats done so far were expected to take
};

}  // namespace

BenchSession run_bench(const BenchPlan& plan, BenchObserver& observer) { return Session(plan, observer).run(); }

}  // namespace fipsprobe
