#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/model/evidence.hpp"

namespace fipsprobe {

// DriverRow is one implementation that answered known-answer tests of a run.
struct DriverRow {
  std::string driver;
  std::string kind;  // driver_kind, harness/assess/kernel_drivers.hpp
  std::uint64_t answers = 0;
  std::vector<std::string> sets;  // names of the vector files
};

// driver_rows returns the implementations by name; empty where the module does not say which of its implementations answered.
std::vector<DriverRow> driver_rows(const Run& run);

// drivers_of tells which implementations answered one set and how often, the most frequent first: "cbc-aes-aesni 120,
// cbc(aes-generic) 2". Empty where the module does not say.
std::string drivers_of(const KatSet& set);

}  // namespace fipsprobe
