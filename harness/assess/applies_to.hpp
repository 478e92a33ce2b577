#pragma once

#include <string>

#include "harness/assess/context.hpp"

namespace fipsprobe {

// module_name is what a certificate knows the module by: its soname, or for a plug-in without one the name of its file.
std::string module_name(const Identity& identity);

// applies_to tells whether a certificate speaks of this module, by its name or the kernel's release. Whether it speaks of this
// distribution is another question.
bool applies_to(const Certificate& certificate, const Subject& subject, const HostFact& kernel_release);

}  // namespace fipsprobe
