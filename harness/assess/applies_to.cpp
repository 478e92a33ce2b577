#include "harness/assess/applies_to.hpp"

#include <algorithm>

namespace fipsprobe {

std::string module_name(const Identity& identity) {
  if (!identity.soname.empty()) return identity.soname;
  return identity.path.substr(identity.path.rfind('/') + 1);
}

bool applies_to(const Certificate& certificate, const Subject& subject, const HostFact& kernel_release) {
  const AppliesTo& to = certificate.applies_to;
  if (subject.module.family != "kernel") {
    return std::ranges::find(to.sonames, module_name(subject.module.identity)) != to.sonames.end();
  }
  return kernel_release.value && !to.kernel_prefix.empty() && kernel_release.value->starts_with(to.kernel_prefix) &&
         kernel_release.value->find(to.kernel_tag) != std::string::npos;
}

}  // namespace fipsprobe
