#include "harness/bench/measure.hpp"

#include <sched.h>

#include <algorithm>
#include <barrier>
#include <cerrno>
#include <cstring>
#include <thread>

#include "harness/bench/clock.hpp"

namespace fipsprobe {
namespace {

constexpr double kSlow = 20e-6;          // seconds
constexpr double kClockReadings = 1000;  // that a slow call takes at least
constexpr std::uint64_t kMaxCalls = std::uint64_t{1} << 40U;

double seconds_between(std::uint64_t start, std::uint64_t end) { return static_cast<double>(end - start) * 1e-9; }

void warm_up(Prepared& prepared, std::uint64_t calls) { prepared.run(calls / 10); }

std::uint64_t run_timed(Prepared& prepared, std::uint64_t calls, LatencyHistogram& latency) {
  std::uint64_t before = now_ns();
  for (std::uint64_t done = 0; done < calls; ++done) {
    if (prepared.run(1) != 1) return done;
    const std::uint64_t after = now_ns();
    latency.count(after - before);
    before = after;
  }
  return calls;
}

struct Span {
  std::uint64_t start = 0, end = 0;
  std::uint64_t done = 0;
};

}  // namespace

std::optional<double> calibrate(Prepared& prepared, double seconds) {
  for (std::uint64_t calls = 1; calls < kMaxCalls; calls *= 2) {
    const std::uint64_t start = now_ns();
    if (prepared.run(calls) != calls) return std::nullopt;
    const double took = seconds_between(start, now_ns());
    if (took >= seconds) return took / static_cast<double>(calls);
  }
  return std::nullopt;
}

bool is_timed_singly(double seconds_per_call, double clock_cost_ns) {
  return seconds_per_call >= std::max(kSlow, kClockReadings * clock_cost_ns * 1e-9);
}

Batch measure_batch(Prepared& prepared, std::uint64_t calls, const Tool& tool, LatencyHistogram* latency) {
  warm_up(prepared, calls);
  const std::optional<std::uint64_t> cycles = tool.cycles.read();
  const std::uint64_t start = now_ns();
  const std::uint64_t done = latency != nullptr ? run_timed(prepared, calls, *latency) : prepared.run(calls);
  const std::uint64_t end = now_ns();
  const std::optional<std::uint64_t> cycles_after = tool.cycles.read();
  Batch batch{
      .calls = done, .seconds = seconds_between(start, std::max(end, start + 1)), .cycles = {}, .complete = done == calls};
  if (cycles && cycles_after) batch.cycles = *cycles_after - *cycles;
  return batch;
}

Batch measure_together(std::span<const std::unique_ptr<Prepared>> prepared, std::uint64_t calls,
                       std::span<const unsigned> processors) {
  std::vector<Span> spans(prepared.size());
  std::barrier together(static_cast<std::ptrdiff_t>(prepared.size()));
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < prepared.size(); ++i) {
      threads.emplace_back([&, i] {
        if (!processors.empty()) pin(processors[i % processors.size()]);
        warm_up(*prepared[i], calls);
        together.arrive_and_wait();
        spans[i].start = now_ns();
        spans[i].done = prepared[i]->run(calls);
        spans[i].end = now_ns();
      });
    }
  }
  Batch batch{.calls = 0, .seconds = 0, .cycles = {}, .complete = true};
  std::uint64_t first = spans.front().start;
  std::uint64_t last = first + 1;
  for (const Span& span : spans) {
    first = std::min(first, span.start);
    last = std::max(last, span.end);
    batch.calls += span.done;
    batch.complete = batch.complete && span.done == calls;
  }
  batch.seconds = seconds_between(first, last);
  return batch;
}

std::string pin(unsigned processor) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(processor, &set);
  return ::sched_setaffinity(0, sizeof set, &set) == 0 ? "" : std::string("sched_setaffinity: ") + std::strerror(errno);
}

std::vector<unsigned> usable_processors() {
  cpu_set_t set;
  CPU_ZERO(&set);
  std::vector<unsigned> processors;
  if (::sched_getaffinity(0, sizeof set, &set) != 0) return processors;
  for (unsigned i = 0; i < CPU_SETSIZE; ++i) {
    if (CPU_ISSET(i, &set)) processors.push_back(i);
  }
  return processors;
}

}  // namespace fipsprobe
