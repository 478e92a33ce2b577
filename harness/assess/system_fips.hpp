#pragma once

#include <string>
#include <vector>

#include "harness/model/evidence.hpp"

namespace fipsprobe {

// readers_of_system_fips names the modules of the evidence that look at /etc/system-fips, by soname.
std::vector<std::string> readers_of_system_fips(const Evidence& evidence);

}  // namespace fipsprobe
