#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "harness/bench/cycle_counter.hpp"
#include "harness/bench/latency_histogram.hpp"
#include "probes/prepared.hpp"

// The measuring loop.
namespace fipsprobe {

// Batch is one repeat: a number of calls, and what they took.
struct Batch {
  std::uint64_t calls = 0;  // of all threads
  double seconds = 0;       // from the first call to the end of the last
  std::optional<std::uint64_t> cycles;
  bool complete = false;  // every call succeeded

  double seconds_per_call() const { return seconds / static_cast<double>(calls); }
};

// Tool is what a batch is measured with.
struct Tool {
  const CycleCounter& cycles;
  double clock_cost_ns = 0;
};

// calibrate returns how long a call takes, by doubling their number until they take `seconds`; nullopt when the module fails.
std::optional<double> calibrate(Prepared& prepared, double seconds);

// is_timed_singly tells whether a call takes so long that reading the clock before and after it does not disturb: 20
// microseconds, and a thousand readings.
bool is_timed_singly(double seconds_per_call, double clock_cost_ns);

// measure_batch runs `calls` calls in this thread, after a tenth as many to warm up. With a histogram each call is timed.
Batch measure_batch(Prepared& prepared, std::uint64_t calls, const Tool& tool, LatencyHistogram* latency);

// measure_together runs `calls` calls in a thread of its own for each prepared operation, pinned to a processor of its own as
// far as there are some. The batch begins with the first call of any thread and ends with the last one.
Batch measure_together(std::span<const std::unique_ptr<Prepared>> prepared, std::uint64_t calls,
                       std::span<const unsigned> processors);

// pin binds the calling thread to a processor; the system's words when it cannot, else empty.
std::string pin(unsigned processor);

// usable_processors returns the processors that this process may run on.
std::vector<unsigned> usable_processors();

}  // namespace fipsprobe
