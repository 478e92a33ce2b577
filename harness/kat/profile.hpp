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

// stride_of returns Selection::stride of a set in a profile.
std::uint64_t stride_of(Profile profile, const SetInfo& set);

// strides_of returns the stride of each source.
std::vector<std::uint64_t> strides_of(Profile profile, const std::vector<VectorSource>& sources);

}  // namespace fipsprobe
