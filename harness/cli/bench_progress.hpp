#pragma once

#include <chrono>
#include <string>

#include "harness/cli/progress_line.hpp"
#include "harness/workers/bench_session.hpp"

namespace fipsprobe {

// BenchProgress shows how far a benchmark is and how long it will still take, a few times a second.
class BenchProgress final : public BenchObserver {
 public:
  explicit BenchProgress(bool quiet) : line_(quiet) {}

  void progress(std::size_t done, std::size_t all, double seconds_left, const std::string& what) override;

 private:
  ProgressLine line_;
  std::chrono::steady_clock::time_point last_;
};

// time_left_text writes "about 2 min 5 s left", "about 7 s left"; empty when it is not known.
std::string time_left_text(double seconds);

}  // namespace fipsprobe
