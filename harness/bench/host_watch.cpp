#include "harness/bench/host_watch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <thread>

namespace fipsprobe {
namespace {

constexpr const char* kStat = "/proc/stat";

std::vector<unsigned> all_processors() {
  std::vector<unsigned> all(std::max(1U, std::thread::hardware_concurrency()));
  for (unsigned i = 0; i < all.size(); ++i) all[i] = i;
  return all;
}

std::optional<double> number(const Fact& fact) {
  if (!fact.value) return std::nullopt;
  try {
    return std::stod(*fact.value);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

Fact share_fact(const std::optional<double>& share) {
  if (!share) return Fact::unknown("the file has no row of the processors", kStat);
  return Fact::of(fmt::format("{:.2f}", *share * 100), kStat);
}

}  // namespace

HostWatch::HostWatch(std::filesystem::path root, std::vector<unsigned> processors)
    : root_(std::move(root)),
      processors_(processors.empty() ? all_processors() : std::move(processors)),
      load_(load_average(root_)),
      frequency_(frequency_mhz(root_, processors_.front())) {
  for (const unsigned each : processors_) {
    if (const auto time = processor_time(root_, each)) before_[each] = *time;
  }
}

HostWatch::Watched HostWatch::finish(double own_seconds) const {
  double total = 0;
  double busy = 0;
  double stolen = 0;
  for (const auto& [processor, before] : before_) {
    const auto after = processor_time(root_, processor);
    if (!after) continue;
    total += static_cast<double>(after->total - before.total);
    busy += static_cast<double>(after->busy - before.busy);
    stolen += static_cast<double>(after->stolen - before.stolen);
  }
  Watched watched;
  Disturbance& seen = watched.disturbance;
  if (total > 0) {
    seen.stolen_share = stolen / total;
    seen.others_share = std::max(0.0, busy - own_seconds * ticks_per_second()) / total;
  }
  const Fact frequency = frequency_mhz(root_, processors_.front());
  const auto was = number(frequency_);
  const auto is = number(frequency);
  if (was && is && *was > 0) seen.frequency_change = std::abs(*is - *was) / *was;
  seen.load_before = number(load_);
  watched.facts = {{"load.before", load_},
                   {"load.after", load_average(root_)},
                   {"frequency.before_mhz", frequency_},
                   {"frequency.after_mhz", frequency},
                   {"steal.percent", share_fact(seen.stolen_share)},
                   {"others.percent", share_fact(seen.others_share)}};
  return watched;
}

}  // namespace fipsprobe
