#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "harness/bench/bench_operations.hpp"
#include "harness/bench/latency_histogram.hpp"
#include "harness/model/bench.hpp"
#include "probes/module.hpp"

namespace fipsprobe {

// BenchTask is one operation at one size on one module, set up once for each thread, and checked. The module must outlive it.
class BenchTask {
 public:
  // start has the module do the operation in its one-shot way, whose outcome is returned when it is not ok, and compares the
  // answer with a known one where there is one; then sets it up `threads` times and compares what each gives with that answer.
  // Anything else than the answer is a mismatch.
  using Started = std::variant<std::unique_ptr<BenchTask>, Outcome, std::string>;  // std::string: what does not match
  static Started start(Module& module, const BenchOperation& operation, std::uint64_t size, unsigned threads);

  // check compares what each setup gives with the known answer again; the reason when one does not give it, else empty.
  std::string check();

  // rest gives back the memory of what is set up where it is much, so that the points of all operations can be measured in turn
  // on a host with little of it; wake sets it up again. wake says why when it cannot.
  void rest();
  std::string wake();

  const BenchCheck& how_checked() const { return how_; }
  const std::vector<std::unique_ptr<Prepared>>& prepared() const { return prepared_; }
  LatencyHistogram& latency() { return latency_; }

 private:
  BenchTask(Module& module, const BenchOperation& operation, std::uint64_t size, unsigned threads)
      : module_(module), kind_(operation), size_(size), threads_(threads) {}

  std::string set_up();
  std::string wrong_with(Prepared& prepared) const;

  Module& module_;
  const BenchOperation& kind_;
  std::uint64_t size_;
  unsigned threads_;
  Operation operation_;  // the message and the input are left out while it rests
  Bytes answer_;         // SHA-256 of the one-shot answer
  BenchCheck how_;
  std::vector<std::unique_ptr<Prepared>> prepared_;
  LatencyHistogram latency_;
};

}  // namespace fipsprobe
