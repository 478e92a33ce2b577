#pragma once

#include <cstdint>
#include <string>

#include "harness/model/bench.hpp"

// Figures as people read them: three significant digits and a unit.
namespace fipsprobe {

std::string time_text(double seconds);                 // "812 ns", "1.35 ms"
std::string size_text(std::uint64_t bytes);            // "16 B", "8 KiB", "1 MiB"
std::string rate_text(double per_second);              // "1320", "45.1 k", "2.05 M": a second
std::string throughput_text(double bytes_per_second);  // in 10^6 bytes a second: "812", "13500"

// factor_text writes a ratio with three significant digits, and two after the point from 0.1 on: "1.85", "12.3", "0.0123".
std::string factor_text(double ratio);

// span_text is an interval of a ratio: "1.83 to 1.87".
std::string span_text(const Estimate& ratio);

// amount_text shortens a large amount: "85.3 T", "1.20 G", "740".
std::string amount_text(double amount);

// interval_text is half the width of the interval in per cent of the value: "±0.4 %".
std::string interval_text(const Estimate& estimate);

}  // namespace fipsprobe
