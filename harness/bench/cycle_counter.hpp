#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace fipsprobe {

// CycleCounter counts the processor's cycles of the calling thread, in user and kernel mode, with perf_event_open(2).
class CycleCounter {
 public:
  // Opens the counter; where that is not allowed, why_not() says why and what would help.
  CycleCounter();
  CycleCounter(const CycleCounter&) = delete;
  CycleCounter& operator=(const CycleCounter&) = delete;
  ~CycleCounter();

  bool available() const { return descriptor_ >= 0; }
  const std::string& why_not() const { return why_not_; }

  // read returns the cycles so far; nullopt without a counter, and when the counter had to share the hardware with others, so
  // that its value would be an extrapolation.
  std::optional<std::uint64_t> read() const;

 private:
  int descriptor_ = -1;
  std::string why_not_;
};

}  // namespace fipsprobe
