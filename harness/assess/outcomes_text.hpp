#pragma once

#include <string>

#include "harness/model/outcome.hpp"

namespace fipsprobe {

// outcomes_text names every outcome that occurred: "120 ok, 3 refused".
std::string outcomes_text(const Counts& counts);

}  // namespace fipsprobe
