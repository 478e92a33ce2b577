#pragma once

#include "harness/model/operation.hpp"
#include "probes/kernel/interface.hpp"
#include "probes/prepared.hpp"

namespace fipsprobe::kernel {

// Drivers is which of an algorithm's drivers to measure: the one that the kernel prefers, or the one in plain C.
enum class Drivers { preferred, generic };

// prepare sets an operation up for being measured: bound, keyed and accepted, with its control message made.
// probes/prepared.hpp says what one call is.
Preparation prepare(Interface& interface, const Operation& operation, Drivers drivers);

}  // namespace fipsprobe::kernel
