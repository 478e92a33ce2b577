#include "harness/workers/bench_worker.hpp"

#include <fmt/format.h>

#include "harness/workers/worker_environment.hpp"

namespace fipsprobe {
namespace {

using nlohmann::json;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kListen{200};

FipsState fips_state_from(const json& message) {
  return {fips_state_named(message.at("state").get<std::string>()).value_or(FipsState::Value::unknown), message.at("how")};
}

}  // namespace

bool BenchWorker::start(SupervisedRun& result) {
  result.run.environment = worker_environment(job_.instance, job_.mode);
  process_ = std::make_unique<WorkerProcess>(result.run.environment);
  ++generation_;
  process_->channel().send(to_json(job_));
  while (process_ != nullptr) {
    const Answer answer = next();
    if (!answer.message) {
      if (generation_ == 1) result.run.unavailable = answer.reason;
      return false;
    }
    if (take(*answer.message, result)) return result.run.unavailable.empty();
  }
  return false;
}

// take returns true when the worker is ready, or will never be.
bool BenchWorker::take(const json& message, SupervisedRun& result) {
  const std::string type = message.at("type");
  if (type == "failed") {
    result.run.unavailable = message.at("message");
    process_.reset();
    return true;
  }
  if (type == "loaded") {
    result.version = ModuleVersion{message.at("version"), message.at("build"), message.at("parts")};
    if (!message.at("available").get<bool>()) result.run.unavailable = message.at("reason");
    startup_ = Startup{message.at("load_ns").get<double>() * 1e-9, message.at("enter_ns").get<double>() * 1e-9};
  } else if (type == "state" && result.run.fips.how.empty()) {
    result.run.fips = fips_state_from(message);
  } else if (type == "ready") {
    cycles_unavailable_ = message.at("cycles");
    clock_cost_ns_ = message.at("clock_cost_ns");
    return true;
  } else if (type == "finished") {
    process_.reset();
    return true;
  }
  return false;
}

BenchWorker::Answer BenchWorker::next() {
  const Clock::time_point start = Clock::now();
  while (true) {
    if (std::optional<json> message = process_->channel().receive(kListen)) return {std::move(message), OutcomeKind::ok, {}};
    if (process_->channel().closed()) {
      const std::string how = process_->wait();
      process_.reset();
      return {std::nullopt, OutcomeKind::crashed, "the worker died: " + (how.empty() ? "it ended without an answer" : how)};
    }
    if (Clock::now() - start < time_limit_) continue;
    process_.reset();
    return {std::nullopt, OutcomeKind::timed_out, fmt::format("no answer in {} s", time_limit_.count())};
  }
}

BenchWorker::Answer BenchWorker::ask(const json& request) {
  if (process_ == nullptr) return {std::nullopt, OutcomeKind::not_available, "the worker had died"};
  process_->channel().send(request);
  Answer answer = next();
  if (answer.message && answer.message->at("type") == "failed") {
    const std::string words = answer.message->at("message");
    process_.reset();
    return {std::nullopt, OutcomeKind::error, words};
  }
  return answer;
}

void BenchWorker::end(SupervisedRun& result) {
  if (process_ == nullptr) return;
  process_->channel().send({{"do", "end"}});
  while (process_ != nullptr) {
    const Answer answer = next();
    if (!answer.message) return;
    const json& message = *answer.message;
    const std::string type = message.at("type");
    if (type == "usage") {
      used_seconds_ += message.at("seconds").get<double>();
      preemptions_ += message.at("preempted").get<std::uint64_t>();
    } else if (type == "state_after") {
      const FipsState after = fips_state_from(message);
      if (after.value != result.run.fips.value) result.run.fips_after["benchmark"] = after;
    } else if (type == "finished") {
      result.run.missing_symbols = message.at("missing_symbols");
      process_->wait();
      if (const std::string text = process_->diagnostics(); !text.empty()) result.run.diagnostics = text;
      process_.reset();
    }
  }
}

std::optional<Startup> measure_startup(const Instance& instance, Mode mode, const std::vector<unsigned>& processors,
                                       std::chrono::seconds time_limit) {
  Job job;
  job.instance = instance;
  job.mode = mode;
  job.task = Task::state;
  job.processors = processors;
  SupervisedRun result;
  BenchWorker worker(std::move(job), time_limit);
  worker.start(result);
  return result.run.unavailable.empty() ? worker.startup() : std::nullopt;
}

}  // namespace fipsprobe
