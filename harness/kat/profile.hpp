#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "harness/vectors/vector_source.hpp"

namespace fipsprobe {

// Profile decides how many of the known answers are run.
//   quick     a sample that is spread evenly over each file: all five families within seconds
//   standard  a denser sample of the largest and slowest files, all of the others
//   full      every case
enum class Profile { quick, standard, full };

std::optional<Profile> profile_named(std::string_view name);

// Costs says whether cases that cost much are run.
struct Costs {
  bool large = false;  // digests of messages of gigabytes (ACVP: LDT)
  bool slow = false;   // generation of RSA and DSA keys, DSA parameters
};

// stride_of returns Selection::stride of a set in a profile.
std::uint64_t stride_of(Profile profile, const SetInfo& set);

// PlannedSet is one vector set that shall be run.
struct PlannedSet {
  VectorSource source;
  std::string algorithm;     // SetInfo::algorithm
  std::string format;        // SetInfo::format
  std::uint64_t stride = 1;  // Selection::stride
  Costs costs;
};

// plan_sets recognises each source, once for all the modules that will run it. The profile `full` runs slow cases too.
std::vector<PlannedSet> plan_sets(Profile profile, Costs costs, const std::vector<VectorSource>& sources);

}  // namespace fipsprobe
