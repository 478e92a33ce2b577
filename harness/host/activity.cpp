#include "harness/host/activity.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Columns of a row "cpuN" of /proc/stat, in its order.
enum Column : std::size_t { user, nice, system, idle, iowait, irq, softirq, steal, columns };

std::optional<ProcessorTime> time_from(const std::vector<std::string_view>& words) {
  std::array<std::uint64_t, columns> ticks{};
  for (std::size_t i = 0; i < columns; ++i) {
    const auto value = i + 1 < words.size() ? number(words[i + 1]) : std::nullopt;
    if (!value) return std::nullopt;
    ticks.at(i) = *value;
  }
  ProcessorTime time;
  for (const std::uint64_t each : ticks) time.total += each;
  time.stolen = ticks[steal];
  time.busy = time.total - ticks[idle] - ticks[iowait] - ticks[steal];
  return time;
}

}  // namespace

std::optional<ProcessorTime> processor_time(const std::filesystem::path& root, unsigned processor) {
  const TextFile file = read_text_file(under(root, "/proc/stat"), std::size_t{16} << 20U);
  if (!file.text) return std::nullopt;
  const std::string name = fmt::format("cpu{}", processor);
  for (const std::string_view line : lines_of(*file.text)) {
    const auto words = words_of(line);
    if (!words.empty() && words[0] == name) return time_from(words);
  }
  return std::nullopt;
}

double ticks_per_second() { return static_cast<double>(::sysconf(_SC_CLK_TCK)); }

Fact load_average(const std::filesystem::path& root) {
  const std::string source = "/proc/loadavg";
  const TextFile file = read_text_file(under(root, source));
  if (!file.text) return Fact::unknown(file.why(), source);
  const auto words = words_of(*file.text);
  return words.empty() ? Fact::unknown("the file is empty", source) : Fact::of(std::string(words[0]), source);
}

Fact frequency_mhz(const std::filesystem::path& root, unsigned processor) {
  const std::string source = fmt::format("/sys/devices/system/cpu/cpu{}/cpufreq/scaling_cur_freq", processor);
  const TextFile file = read_text_file(under(root, source));
  const auto khz = file.text ? number(trimmed(*file.text)) : std::nullopt;
  if (khz) return Fact::of(fmt::format("{}", *khz / 1000), source);
  const TextFile cpuinfo = read_text_file(under(root, "/proc/cpuinfo"), std::size_t{16} << 20U);
  if (!cpuinfo.text) return Fact::unknown(cpuinfo.why(), "/proc/cpuinfo");
  unsigned at = 0;
  for (const std::string_view line : lines_of(*cpuinfo.text)) {
    if (!line.starts_with("cpu MHz") || at++ != processor) continue;
    const std::string_view value = trimmed(line.substr(line.find(':') + 1));
    return Fact::of(std::string(value.substr(0, value.find('.'))), "/proc/cpuinfo");
  }
  return Fact::unknown("neither cpufreq nor /proc/cpuinfo tells it", source);
}

}  // namespace fipsprobe
