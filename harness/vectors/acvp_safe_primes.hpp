#pragma once

#include <optional>
#include <string_view>

#include "harness/model/bytes.hpp"

namespace fipsprobe {

// SafePrimeGroup: p = 2q + 1, and g of order q.
struct SafePrimeGroup {
  Bytes p, q, g;
};

// safe_prime_group returns the group of SP 800-56A Rev. 3 Appendix D that ACVP names so: "ffdhe2048" to "ffdhe8192" and
// "MODP-2048" to "MODP-8192"; nullopt for any other name.
std::optional<SafePrimeGroup> safe_prime_group(std::string_view name);

}  // namespace fipsprobe
