#pragma once

#include <string>

#include "harness/model/processes.hpp"

namespace fipsprobe {

// process_text lists the crypto libraries that processes use, those of the host last, and accounts for every process.
std::string process_text(const ProcessInventory& inventory, bool color);

}  // namespace fipsprobe
