#include "probes/kernel/generic_drivers.hpp"

#include "probes/kernel/algorithm_names.hpp"

namespace fipsprobe::kernel {
namespace {

std::string in(std::string_view outer, std::string_view inner) {
  return std::string(outer).append("(").append(inner).append(")");
}

}  // namespace

// A template's instance is named by the drivers that it was made of: crypto/algapi.c, __crypto_inst_setname. XTS is made of ECB
// (crypto/xts.c, xts_create), GCM of CTR and GHASH (crypto/gcm.c, crypto_gcm_create_common), CCM of CTR and CBC-MAC
// (crypto/ccm.c, crypto_ccm_create_common). By another name the kernel would make the instance and then not find it.
std::optional<std::string> generic_driver(std::string_view name) {
  if (name == "stdrng") return std::nullopt;
  const std::string_view outer = template_of(name);
  const std::string base = std::string(base_of(name)).append("-generic");
  if (outer.empty()) return base;
  if (outer == "xts") return in("xts", in("ecb", base));
  if (outer == "gcm") return "gcm_base(" + in("ctr", base) + ",ghash-generic)";
  if (outer == "ccm") return "ccm_base(" + in("ctr", base) + "," + in("cbcmac", base) + ")";
  return in(outer, base);
}

}  // namespace fipsprobe::kernel
