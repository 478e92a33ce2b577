#pragma once

#include <map>
#include <optional>
#include <vector>

#include "harness/compare/comparison.hpp"
#include "harness/statistics/mean_ratio.hpp"

namespace fipsprobe {

// verdict_on says what the repeats of one point show.
Verdict verdict_on(const Estimate& ratio, double adjusted_p);

// GroupMeans counts the verdicts of each group, and of all points, and takes the mean of their ratios. The samples that are
// added must outlive it.
class GroupMeans {
 public:
  void add(BenchGroup group, Verdict verdict, const RatioSamples& samples);

  std::vector<MeanRatio> groups() const;     // of those that have points, in their order
  std::optional<MeanRatio> overall() const;  // nullopt without points

 private:
  struct Gathered {
    Tally tally;
    std::vector<RatioSamples> samples;

    void add(Verdict verdict, const RatioSamples& more);
    MeanRatio mean(std::optional<BenchGroup> group) const;
  };

  std::map<BenchGroup, Gathered> by_group_;
  Gathered all_;
};

}  // namespace fipsprobe
