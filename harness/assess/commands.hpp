#pragma once

#include <string>
#include <vector>

#include "harness/assess/check.hpp"
#include "harness/assess/context.hpp"

namespace fipsprobe {

// commands_for returns what can be pasted on this host to act on a finding: the commands of its distribution, with the module's
// file and package filled in and quoted for the shell. A command that needs what is not known is left out. `subject` is nullptr
// for a finding of the host.
std::vector<std::string> commands_for(const Check& check, const Context& context, const Subject* subject);

}  // namespace fipsprobe
