#pragma once

#include <string>

#include "harness/model/assessment.hpp"

namespace fipsprobe {

// state_text returns "disallowed since 2024-01-01", with the state that follows where one is known; printable characters only.
std::string state_text(const Transition& transition);

// modules_text names the modules that did it, and how: "libcrypto.so.10, libssl3.so (outside FIPS mode only)".
std::string modules_text(const Transition& transition);

}  // namespace fipsprobe
