#pragma once

#include "probes/family.hpp"

namespace fipsprobe {

// worker_environment returns all that a worker gets to see of the environment.
Environment worker_environment(const Instance& instance, Mode mode);

}  // namespace fipsprobe
