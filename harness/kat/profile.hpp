#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "harness/kat/sample.hpp"
#include "harness/vectors/vector_source.hpp"

namespace fipsprobe {

// Profile decides how many of the known answers are run.
//   quick     a sample that is spread evenly over each file: all five families within seconds
//   standard  a denser sample of the largest and slowest files, all of the others
//   full      every case
enum class Profile { quick, standard, full };

std::optional<Profile> profile_named(std::string_view name);

// sample_of returns which cases of a set a profile runs. The profile `full` runs slow cases too.
Sample sample_of(Profile profile, Costs costs, const SetInfo& set);

// PlannedSet is one vector set that shall be run.
struct PlannedSet {
  VectorSource source;
  std::string algorithm;  // SetInfo::algorithm
  std::string format;     // SetInfo::format
  Sample sample;
};

// plan_sets recognises each source, once for all the modules that will run it.
std::vector<PlannedSet> plan_sets(Profile profile, Costs costs, const std::vector<VectorSource>& sources);

}  // namespace fipsprobe
