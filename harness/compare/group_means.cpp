#include "harness/compare/group_means.hpp"

namespace fipsprobe {

Verdict verdict_on(const Estimate& ratio, double adjusted_p) {
  if (adjusted_p > kSignificance) return Verdict::not_shown;
  if (ratio.low > 1) return Verdict::faster;
  return ratio.high < 1 ? Verdict::slower : Verdict::not_shown;
}

void GroupMeans::Gathered::add(Verdict verdict, const RatioSamples& more) {
  samples.push_back(more);
  if (verdict == Verdict::faster) ++tally.faster;
  if (verdict == Verdict::slower) ++tally.slower;
  if (verdict == Verdict::not_shown) ++tally.not_shown;
}

MeanRatio GroupMeans::Gathered::mean(std::optional<BenchGroup> group) const {
  MeanRatio mean{.group = group, .tally = tally, .ratio = geometric_mean_of_ratios(samples)};
  if (mean.ratio.low > 1 && tally.faster != 0) mean.verdict = Verdict::faster;
  if (mean.ratio.high < 1 && tally.slower != 0) mean.verdict = Verdict::slower;
  return mean;
}

void GroupMeans::add(BenchGroup group, Verdict verdict, const RatioSamples& samples) {
  by_group_[group].add(verdict, samples);
  all_.add(verdict, samples);
}

std::vector<MeanRatio> GroupMeans::groups() const {
  std::vector<MeanRatio> means;
  for (const auto& [group, gathered] : by_group_) means.push_back(gathered.mean(group));
  return means;
}

std::optional<MeanRatio> GroupMeans::overall() const {
  if (all_.samples.empty()) return std::nullopt;
  return all_.mean(std::nullopt);
}

}  // namespace fipsprobe
