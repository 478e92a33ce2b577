#include "harness/report/compare_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "harness/report/printable.hpp"

namespace fipsprobe {
namespace {

constexpr std::array<std::string_view, kBenchGroups> kGroupTitles = {
    "hash",       "MAC",           "cipher",         "authenticated encryption", "signing",     "verifying",
    "decrypting", "key agreement", "key generation", "key derivation",           "random bytes"};

}  // namespace

std::string_view group_title(const std::optional<BenchGroup>& group) {
  return group ? kGroupTitles[static_cast<std::size_t>(*group)] : "all";
}

std::string_view verdict_words(Verdict verdict) {
  return verdict == Verdict::not_shown ? "no difference shown" : name_of(verdict);
}

std::string cost_title(CostKind kind) {
  return kind == CostKind::fips ? "time of a call in FIPS mode / without it"
                                : "time of a call without the processor's instructions for cryptography / with them";
}

// A version may be "OpenSSL 1.0.2k-fips  26 Jan 2017".
std::string version_in_short(const std::string& version) {
  const std::size_t digit = version.find_first_of("0123456789");
  if (digit == std::string::npos) return version;
  const std::size_t begin = version.substr(0, digit).rfind(' ') + 1;  // 0 where there is none before it
  return version.substr(begin, version.find(' ', digit) - begin);
}

std::string run_title(const RunName& run) { return printable(fmt::format("{} {}", run.module, version_in_short(run.version))); }

std::string mode_title(const RunName& run) { return fmt::format("{}, FIPS mode {}", name_of(run.mode), name_of(run.fips)); }

std::string operation_title(const PointKey& key) {
  return printable(key.threads == 1 ? key.operation : fmt::format("{}, {} threads", key.operation, key.threads));
}

std::string side_mark(const CompareSide& side) {
  return side.evidence.bench->emulated.empty() ? side.label : side.label + " (emulated)";
}

std::string value_of_fact(const HostFacts& facts, const std::string& name) {
  const auto found = facts.find(name);
  return found == facts.end() || !found->second.value ? "unknown" : printable(*found->second.value);
}

std::string side_place(const CompareSide& side) {
  const HostFacts& host = side.evidence.host;
  return fmt::format("{}, {}, kernel {}, {}, {}", value_of_fact(host, "hostname"), value_of_fact(host, "os.pretty_name"),
                     value_of_fact(host, "kernel.release"), value_of_fact(host, "architecture"),
                     value_of_fact(host, "cpu.model"));
}

std::string selection_of(const CompareSide& side) {
  return printable(side.selector.empty() ? side.file : side.file + "#" + text_of(side.selector));
}

std::vector<ComparedOperation> operations_of(const ComparedRuns& runs) {
  std::vector<ComparedOperation> operations;
  std::map<std::tuple<std::string, std::uint64_t, bool>, std::size_t> places;
  for (const ComparedPoint& point : runs.points) {
    const auto [at, added] =
        places.try_emplace({point.key.operation, point.key.threads, point.key.size.has_value()}, operations.size());
    if (added) operations.emplace_back();
    operations[at->second].points.push_back(&point);
  }
  for (ComparedOperation& operation : operations) {
    std::stable_sort(operation.points.begin(), operation.points.end(),
                     [](const ComparedPoint* a, const ComparedPoint* b) { return a->key.size < b->key.size; });
  }
  return operations;
}

std::vector<LoneReason> lone_reasons(const std::vector<LonePoint>& points) {
  std::map<std::pair<LonePoint::Where, std::string>, LoneReason> by_reason;
  for (const LonePoint& point : points) {
    LoneReason& reason = by_reason[{point.where, point.reason}];
    reason.where = point.where;
    reason.reason = printable(point.reason);
    ++reason.points;
    const std::string operation = printable(point.key.operation);
    if (std::ranges::find(reason.operations, operation) == reason.operations.end()) reason.operations.push_back(operation);
  }
  std::vector<LoneReason> reasons;
  for (auto& [key, reason] : by_reason) reasons.push_back(std::move(reason));
  return reasons;
}

std::string points_text(std::uint64_t count) { return fmt::format("{} {}", count, count == 1 ? "point" : "points"); }

std::string money(const Comparison& comparison) {
  return comparison.currency.empty() ? "unit of money" : printable(comparison.currency);
}

std::vector<std::string> method_lines() {
  return {
      "A ratio is the speed of the second over the speed of A, from the medians of the repeats: above 1, the second is faster.",
      "Its 95 % interval is by bootstrap over the repeats of both. It tells how well these runs were measured, not how another "
      "run would come out.",
      "A difference is shown when a two-sided Mann-Whitney test, adjusted for all points of the two (Benjamini-Hochberg), "
      "gives "
      "at most 0.05 and the interval does not hold 1.",
      "A mean is the geometric mean of the ratios of all points of a group, each counting the same. It shows a difference when "
      "its "
      "interval does not hold 1 and at least one of its points shows one."};
}

}  // namespace fipsprobe
