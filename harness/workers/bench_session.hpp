#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "harness/bench/bench_operations.hpp"
#include "harness/workers/supervisor.hpp"

namespace fipsprobe {

// BenchPlan is what to measure, and how long that may take.
struct BenchPlan {
  std::vector<Instance> instances;
  std::vector<Mode> modes;
  std::vector<unsigned> threads;  // each number of them by itself
  std::vector<const BenchOperation*> operations;
  std::vector<std::uint64_t> sizes;  // bytes
  std::uint64_t repeats = 5;         // of each point; at least kMinRepeats
  std::uint64_t startups = 3;        // fresh processes of each module and mode; 0: start-up is not measured
  double budget_seconds = 55;        // for all of it
  double batch_seconds = 0.02;       // that one repeat takes at most, where a call does not take longer
  std::vector<unsigned> processors;  // to pin to; empty: nothing is pinned
  std::chrono::seconds time_limit{60};
};

// kMinRepeats: a point that came to fewer has no interval that would say anything, and counts as not measured.
inline constexpr std::uint64_t kMinRepeats = 3;

// BenchSession is what became of a plan.
struct BenchSession {
  std::vector<SupervisedRun> runs;  // of each instance in each mode: instance by instance
  double batch_seconds = 0;         // that a repeat was made to take
  double clock_cost_ns = 0;
  double used_seconds = 0;        // of processors, by the workers
  std::uint64_t preemptions = 0;  // of workers
};

// BenchObserver is told how far a session is.
class BenchObserver {
 public:
  virtual ~BenchObserver() = default;
  // `seconds_left` is below 0 as long as it is not known.
  virtual void progress(std::size_t done, std::size_t all, double seconds_left, const std::string& what) = 0;
};

// run_bench measures. All workers are alive from the beginning to the end, but only one at a time has something to do: it is
// asked for one repeat of one point. Repeat by repeat, all points come in an order that is shuffled anew (with a fixed seed),
// and for each point all modules and modes after one another, so that whatever happens on the host meanwhile happens to all of
// them. Throws Error when no worker can be started at all.
BenchSession run_bench(const BenchPlan& plan, BenchObserver& observer);

}  // namespace fipsprobe
