#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "harness/bench/noise.hpp"
#include "harness/host/activity.hpp"
#include "harness/model/fact.hpp"

namespace fipsprobe {

// HostWatch sees what happens on the host between its construction and finish.
class HostWatch {
 public:
  // Begins to watch `processors`, those that are measured on; all when there are none.
  HostWatch(std::filesystem::path root, std::vector<unsigned> processors);

  // Watched is what was seen: the facts for the evidence, and what of them disturbs.
  struct Watched {
    HostFacts facts;
    Disturbance disturbance;
  };

  // finish compares with the beginning. `own_seconds` of processor time were used by what was measured itself.
  Watched finish(double own_seconds) const;

 private:
  std::filesystem::path root_;
  std::vector<unsigned> processors_;
  std::map<unsigned, ProcessorTime> before_;
  Fact load_, frequency_;
};

}  // namespace fipsprobe
