#pragma once

#include <nlohmann/json_fwd.hpp>

#include "harness/model/json_place.hpp"
#include "harness/model/outcome.hpp"

namespace fipsprobe {

// to_json writes a member for each outcome, and "total".
nlohmann::json to_json(const Counts& counts);

// counts_from_json reads those members of an object. Throws InputError when the total is not the sum of the outcomes.
Counts counts_from_json(const JsonPlace& place);

}  // namespace fipsprobe
