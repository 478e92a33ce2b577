#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "harness/model/fact.hpp"

namespace fipsprobe {

// ProcessorTime is what a processor has done since the kernel started, in the kernel's ticks: /proc/stat, proc(5).
struct ProcessorTime {
  std::uint64_t total = 0;
  std::uint64_t busy = 0;    // neither idle nor waiting for input or output; without `stolen`
  std::uint64_t stolen = 0;  // the hypervisor ran something else
};

// processor_time reads the row of one processor; nullopt when there is none, or the file cannot be read.
std::optional<ProcessorTime> processor_time(const std::filesystem::path& root, unsigned processor);

// ticks_per_second is the unit of /proc/stat.
double ticks_per_second();

// load_average is the mean number of runnable processes of the last minute.
Fact load_average(const std::filesystem::path& root);

// frequency_mhz is what the processor runs with now, as far as the kernel knows: cpufreq, else /proc/cpuinfo.
Fact frequency_mhz(const std::filesystem::path& root, unsigned processor);

}  // namespace fipsprobe
