#pragma once

#include <string>

#include "probes/nss/softoken.hpp"

namespace fipsprobe::nss {

// HostDecision is which entry NSS would use on this host, and who said so.
struct HostDecision {
  Entry entry = Entry::plain;
  std::string how;
};

// decide_for_host asks, in this order: softoken's own C_GetFunctionList where it looks at the FIPS flag (NSS 3.94 on),
// SECMOD_GetSystemFIPSEnabled of the libnss3.so beside it, and last reads /proc/sys/crypto/fips_enabled as NSS does.
HostDecision decide_for_host(Softoken& softoken);

}  // namespace fipsprobe::nss
