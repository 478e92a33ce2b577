#pragma once

#include <chrono>
#include <string>

#include "harness/workers/bench_session.hpp"

namespace fipsprobe {

// BenchProgress shows on standard error how far a benchmark is and how long it will still take: one line that is written over,
// a few times a second, only when standard error is a terminal and the caller did not ask for quiet. Its destructor clears the
// line.
class BenchProgress final : public BenchObserver {
 public:
  explicit BenchProgress(bool quiet);
  BenchProgress(const BenchProgress&) = delete;
  BenchProgress& operator=(const BenchProgress&) = delete;
  ~BenchProgress() override;

  void progress(std::size_t done, std::size_t all, double seconds_left, const std::string& what) override;

 private:
  bool shown_;
  std::chrono::steady_clock::time_point last_;
};

// time_left_text writes "about 2 min 5 s left", "about 7 s left"; empty when it is not known.
std::string time_left_text(double seconds);

}  // namespace fipsprobe
