#include "harness/report/figures.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>

namespace fipsprobe {
namespace {

// digits writes three significant digits, or all before the point.
std::string digits(double value) {
  if (value >= 99.95) return fmt::format("{:.0f}", value);
  return fmt::format("{:.{}f}", value, value >= 9.995 ? 1 : 2);
}

}  // namespace

std::string time_text(double seconds) {
  if (seconds < 0) return "-" + time_text(-seconds);
  if (seconds < 999.5e-9) return digits(seconds * 1e9) + " ns";
  if (seconds < 999.5e-6) return digits(seconds * 1e6) + " us";
  if (seconds < 0.9995) return digits(seconds * 1e3) + " ms";
  return digits(seconds) + " s";
}

std::string size_text(std::uint64_t bytes) {
  constexpr std::uint64_t kKiB = 1024;
  constexpr std::uint64_t kMiB = kKiB * kKiB;
  if (bytes % kMiB == 0) return fmt::format("{} MiB", bytes / kMiB);
  if (bytes % kKiB == 0) return fmt::format("{} KiB", bytes / kKiB);
  return fmt::format("{} B", bytes);
}

std::string rate_text(double per_second) {
  if (per_second < 9999.5) return digits(per_second);
  if (per_second < 999.5e3) return digits(per_second / 1e3) + " k";
  return digits(per_second / 1e6) + " M";
}

std::string throughput_text(double bytes_per_second) { return digits(bytes_per_second / 1e6); }

std::string factor_text(double ratio) {
  if (ratio >= 9999.5 || ratio < 0.001) return fmt::format("{:.2e}", ratio);
  if (ratio >= 0.0995) return digits(ratio);
  return fmt::format("{:.{}f}", ratio, ratio >= 0.00995 ? 4 : 5);
}

std::string span_text(const Estimate& ratio) {
  return fmt::format("{} to {}", factor_text(ratio.low), factor_text(ratio.high));
}

std::string amount_text(double amount) {
  constexpr std::array<std::string_view, 7> kUnits = {"", " k", " M", " G", " T", " P", " E"};
  std::size_t unit = 0;
  while (amount >= 999.5 && unit + 1 < kUnits.size()) {
    amount /= 1000;
    ++unit;
  }
  if (amount >= 9999.5) return fmt::format("{:.2e}{}", amount, kUnits[unit]);
  return fmt::format("{}{}", digits(amount), kUnits[unit]);
}

std::string interval_text(const Estimate& estimate) {
  const double half = (estimate.high - estimate.low) / 2 / std::abs(estimate.value);
  return fmt::format("±{:.1f} %", half * 100);
}

}  // namespace fipsprobe
