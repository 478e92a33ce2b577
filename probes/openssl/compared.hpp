#pragma once

#include <functional>

#include "probes/openssl/capabilities.hpp"

namespace fipsprobe::openssl {

// Outside returns the capabilities of the same library outside FIPS mode; nullptr when the library is not in FIPS mode, or
// cannot be had outside it.
using Outside = std::function<Capabilities*()>;

// compared wraps capabilities so that a refusal is told from a failure. What they do not do (error or unsupported) is asked of
// `outside`: when that does it, FIPS mode was the reason, and the outcome is refused.
Capabilities compared(Capabilities first, const Outside& outside);

}  // namespace fipsprobe::openssl
