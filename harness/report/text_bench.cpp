#include "harness/report/text_bench.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "harness/report/color.hpp"
#include "harness/report/figures.hpp"
#include "harness/report/printable.hpp"
#include "harness/report/text_sections.hpp"
#include "harness/report/text_table.hpp"
#include "harness/statistics/statistics.hpp"

namespace fipsprobe {
namespace {

constexpr std::uint64_t kLatencyCalls = 100;  // below it the 99th percentile is only the worst call

// right sets a figure flush right in a column of its width.
std::string right(const std::string& text, std::size_t width) { return fmt::format("{:>{}}", text, width); }

std::string name_of_module(const ModuleEvidence& module) {
  return module.identity.soname.empty() ? std::filesystem::path(module.instance).filename().string() : module.identity.soname;
}

std::string fact(const HostFacts& facts, const std::string& name) {
  const auto found = facts.find(name);
  return found == facts.end() || !found->second.value ? "unknown" : printable(*found->second.value);
}

// --- the conditions ---

std::string pinning_text(const BenchConditions& conditions) {
  if (!conditions.not_pinned.empty()) return "not pinned: " + printable(conditions.not_pinned);
  std::string text = conditions.processors.size() == 1 ? "pinned to processor" : "pinned to processors";
  for (const std::uint64_t processor : conditions.processors) text += fmt::format(" {}", processor);
  return text;
}

std::string conditions_text(const Evidence& evidence, const TextStyle& style) {
  const HostFacts& host = evidence.host;
  std::string text =
      fmt::format("fipsprobe {}: {}, {}, kernel {}, {}\n", printable(evidence.tool_version), fact(host, "hostname"),
                  fact(host, "os.pretty_name"), fact(host, "kernel.release"), fact(host, "architecture"));
  text += fmt::format("{} ({} processors), microcode {}, governor {}, turbo {}, SMT {}\n", fact(host, "cpu.model"),
                      fact(host, "cpu.count"), fact(host, "cpu.microcode"), fact(host, "cpu.governor"), fact(host, "cpu.turbo"),
                      fact(host, "cpu.smt"));
  text += fmt::format("machine {} {}, hypervisor {}\n", fact(host, "machine.vendor"), fact(host, "machine.product"),
                      fact(host, "machine.hypervisor"));
  if (!evidence.bench) return text;
  const BenchConditions& bench = *evidence.bench;
  text += fmt::format("{}, {}: {} repeats of about {}, median and 95 % interval; {:.0f} s from {}\n", printable(bench.clock),
                      pinning_text(bench), bench.repeats, time_text(bench.batch_seconds), bench.seconds,
                      printable(bench.started_at));
  if (!bench.emulated.empty())
    text += bold(fmt::format("EMULATED by {}, not a measurement", printable(bench.emulated)), style.color) + "\n";
  for (const std::string& reason : bench.noise) text += fmt::format("{} {}\n", bold("NOISY:", style.color), printable(reason));
  return text;
}

// --- one module in one mode ---

std::string title_of(const ModuleEvidence& module, const Run& run, const TextStyle& style) {
  const std::string title = fmt::format("{} {}", name_of_module(module), name_of(run.mode));
  return fmt::format("\n{}   {}, FIPS mode {}\n", bold(printable(title), style.color), printable(module.identity.version),
                     name_of(run.fips.value));
}

using PointsBySize = std::map<std::uint64_t, const BenchPoint*>;

// Row is what was measured of one operation over the sizes.
struct OperationRow {
  std::string operation;
  PointsBySize points;
  const BenchSlope* slope = nullptr;
};

const BenchSlope* slope_of_row(const RunBench& bench, const std::string& operation, std::uint64_t threads) {
  const auto found = std::ranges::find_if(
      bench.slopes, [&](const BenchSlope& slope) { return slope.operation == operation && slope.threads == threads; });
  return found == bench.slopes.end() ? nullptr : &*found;
}

std::vector<OperationRow> sized_rows(const RunBench& bench, std::uint64_t threads) {
  std::vector<OperationRow> rows;
  for (const BenchPoint& point : bench.points) {
    if (!point.size || !point.measurement || point.threads != threads) continue;
    if (rows.empty() || rows.back().operation != point.operation) {
      rows.push_back({point.operation, {}, slope_of_row(bench, point.operation, threads)});
    }
    rows.back().points[*point.size] = &point;
  }
  return rows;
}

std::set<std::uint64_t> sizes_of(const std::vector<OperationRow>& rows) {
  std::set<std::uint64_t> sizes;
  for (const OperationRow& row : rows) {
    for (const auto& [size, point] : row.points) sizes.insert(size);
  }
  return sizes;
}

std::string cycles_a_byte(const OperationRow& row) {
  const auto& [size, point] = *row.points.rbegin();
  if (!point->measurement->cycles_per_call) return "n/a";
  return fmt::format("{:.2f}", point->measurement->cycles_per_call->value / static_cast<double>(size));
}

std::string throughput_table(const RunBench& bench, std::uint64_t threads, const TextStyle& style) {
  const std::vector<OperationRow> rows = sized_rows(bench, threads);
  if (rows.empty()) return {};
  const std::set<std::uint64_t> sizes = sizes_of(rows);
  std::vector<std::string> header = {threads == 1 ? "MB/s" : fmt::format("MB/s, {} threads", threads)};
  for (const std::uint64_t size : sizes) header.push_back(right(size_text(size), 7));
  header.insert(header.end(), {right("interval", 8), right("a call", 8), right("a byte", 8), "cycles/byte"});
  TextTable table(header);
  for (const OperationRow& row : rows) {
    std::vector<std::string> cells = {row.operation};
    for (const std::uint64_t size : sizes) {
      const auto found = row.points.find(size);
      if (found == row.points.end()) {
        cells.push_back(right("-", 7));
        continue;
      }
      const double seconds = found->second->measurement->seconds_per_call.value;
      cells.push_back(right(throughput_text(static_cast<double>(size) / seconds), 7));
    }
    cells.push_back(right(interval_text(row.points.rbegin()->second->measurement->seconds_per_call), 8));
    cells.push_back(right(row.slope == nullptr ? "-" : time_text(row.slope->seconds_per_call.value), 8));
    cells.push_back(right(row.slope == nullptr ? "-" : fmt::format("{:.3f} ns", row.slope->seconds_per_byte.value * 1e9), 8));
    cells.push_back(cycles_a_byte(row));
    table.add(cells);
  }
  return table.to_text(style.color);
}

std::string percentile_text(const BenchLatency* latency, double BenchLatency::*percentile, std::uint64_t least) {
  if (latency == nullptr || latency->calls < least) return "n/a";
  return time_text(latency->*percentile);
}

std::string rate_table(const RunBench& bench, std::uint64_t threads, const TextStyle& style) {
  TextTable table({threads == 1 ? "calls/s" : fmt::format("calls/s, {} threads", threads), right("rate", 8),
                   right("interval", 8), right("mean", 8), right("p50", 8), right("p99", 8), right("worst", 8),
                   right("calls", 7)});
  bool any = false;
  for (const BenchPoint& point : bench.points) {
    if (point.size || !point.measurement || point.threads != threads) continue;
    const Estimate& seconds = point.measurement->seconds_per_call;
    const BenchLatency* const latency = point.measurement->latency ? &*point.measurement->latency : nullptr;
    table.add({point.operation, right(rate_text(1 / seconds.value), 8), right(interval_text(seconds), 8),
               right(time_text(seconds.value), 8), right(percentile_text(latency, &BenchLatency::p50, 1), 8),
               right(percentile_text(latency, &BenchLatency::p99, kLatencyCalls), 8),
               right(percentile_text(latency, &BenchLatency::worst, 1), 8),
               right(latency == nullptr ? "-" : std::to_string(latency->calls), 7)});
    any = true;
  }
  return any ? table.to_text(style.color) : "";
}

std::string startup_text(const BenchStartup& startup) {
  return fmt::format("start-up of a fresh process: {} {} (load {}, initialise and enter the mode {}; {} processes)\n",
                     time_text(startup.seconds.value), interval_text(startup.seconds), time_text(median(startup.load)),
                     time_text(median(startup.enter)), startup.load.size());
}

// not_measured gathers the operations that have one reason in common.
std::string not_measured(const RunBench& bench) {
  std::map<std::string, std::vector<std::string>> by_reason;
  for (const BenchPoint& point : bench.points) {
    if (point.measurement) continue;
    std::vector<std::string>& names = by_reason[fmt::format("{}: {}", name_of(point.outcome), point.reason)];
    if (names.empty() || names.back() != point.operation) names.push_back(point.operation);
  }
  std::string text;
  for (const auto& [reason, names] : by_reason) {
    text += wrapped(printable(fmt::format("{} ({})", fmt::join(names, ", "), reason)), 2);
  }
  return text.empty() ? "" : "not measured:\n" + text;
}

std::set<std::uint64_t> threads_of(const RunBench& bench) {
  std::set<std::uint64_t> threads;
  for (const BenchPoint& point : bench.points) threads.insert(point.threads);
  return threads;
}

std::string run_text(const ModuleEvidence& module, const Run& run, const TextStyle& style) {
  if (!run.unavailable.empty()) {
    const std::string what =
        fmt::format("{} {}: not available: {}", name_of_module(module), name_of(run.mode), run.unavailable);
    return "\n" + wrapped(printable(what), 0);
  }
  if (!run.bench) return {};
  std::string text = title_of(module, run, style);
  for (const std::uint64_t threads : threads_of(*run.bench)) {
    const std::string rates = rate_table(*run.bench, threads, style);
    text += throughput_table(*run.bench, threads, style) + (rates.empty() ? "" : "\n" + rates);
  }
  if (run.bench->startup) text += "\n" + startup_text(*run.bench->startup);
  if (!run.bench->cycles_unavailable.empty()) text += printable("cycles: " + run.bench->cycles_unavailable) + "\n";
  return text + not_measured(*run.bench);
}

// --- what a mode costs ---

const RunBench* bench_in(const ModuleEvidence& module, Mode mode) {
  const auto found = std::ranges::find_if(module.runs, [&](const Run& run) { return run.mode == mode && run.bench; });
  return found == module.runs.end() ? nullptr : &*found->bench;
}

const BenchPoint* same_point(const RunBench& bench, const BenchPoint& wanted) {
  const auto found = std::ranges::find_if(bench.points, [&](const BenchPoint& point) {
    return point.operation == wanted.operation && point.size == wanted.size && point.threads == wanted.threads;
  });
  return found == bench.points.end() || !found->measurement ? nullptr : &*found;
}

std::string ratio_text(const Estimate& ratio) {
  const bool shows_nothing = ratio.low <= 1 && 1 <= ratio.high;
  return fmt::format("{:>6.2f}  {:.2f} to {:.2f}{}", ratio.value, ratio.low, ratio.high,
                     shows_nothing ? ", no difference shown" : "");
}

struct ModePair {
  Mode with, without;
  std::string title;
};

using SizeRange = std::pair<std::uint64_t, std::uint64_t>;

// ends_of_sizes has the smallest and the largest size of each operation and number of threads: what lies between is in the
// evidence.
std::map<std::pair<std::string, std::uint64_t>, SizeRange> ends_of_sizes(const RunBench& bench) {
  std::map<std::pair<std::string, std::uint64_t>, SizeRange> ends;
  for (const BenchPoint& point : bench.points) {
    if (!point.size || !point.measurement) continue;
    const auto [at, added] = ends.try_emplace({point.operation, point.threads}, *point.size, *point.size);
    at->second = {std::min(at->second.first, *point.size), std::max(at->second.second, *point.size)};
  }
  return ends;
}

// cost_table has the time of a call in one mode over that in the other, at the smallest and at the largest size.
std::string cost_table(const ModuleEvidence& module, const ModePair& comparison, const TextStyle& style) {
  const RunBench* const with = bench_in(module, comparison.with);
  const RunBench* const without = bench_in(module, comparison.without);
  if (with == nullptr || without == nullptr) return {};
  const auto ends = ends_of_sizes(*with);
  TextTable table({"operation", right("size", 7), "ratio and its interval"});
  bool any = false;
  for (const BenchPoint& point : with->points) {
    const BenchPoint* const other = same_point(*without, point);
    if (!point.measurement || other == nullptr) continue;
    if (point.size) {
      const auto& [least, most] = ends.at({point.operation, point.threads});
      if (*point.size != least && *point.size != most) continue;
    }
    any = true;
    table.add({point.operation + (point.threads == 1 ? "" : fmt::format(", {} threads", point.threads)),
               right(point.size ? size_text(*point.size) : "-", 7),
               ratio_text(ratio_with_interval(point.measurement->repeats, other->measurement->repeats))});
  }
  if (!any) return {};
  return fmt::format("\n{}\n", bold(printable(name_of_module(module) + comparison.title), style.color)) +
         table.to_text(style.color);
}

}  // namespace

std::string bench_text(const Evidence& evidence, const TextStyle& style) {
  std::string text = conditions_text(evidence, style);
  for (const ModuleEvidence& module : evidence.modules) {
    for (const Run& run : module.runs) text += run_text(module, run, style);
  }
  const ModePair fips{Mode::fips, Mode::contrast, ": time of a call in FIPS mode / without it"};
  const ModePair acceleration{Mode::acceleration_off, Mode::as_found,
                              ": time of a call without the processor's instructions for cryptography / with them"};
  for (const ModuleEvidence& module : evidence.modules) {
    text += cost_table(module, fips, style) + cost_table(module, acceleration, style);
  }
  return text;
}

}  // namespace fipsprobe
