#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "harness/model/errors.hpp"
#include "probes/family.hpp"

namespace fipsprobe {

std::span<const Family> families() {
  static const std::array all = {openssl_family(), libgcrypt_family(), nss_family(), gnutls_family(), kernel_family()};
  return all;
}

const Family& family_named(std::string_view name) {
  const auto found = std::ranges::find(families(), name, &Family::name);
  if (found != families().end()) return *found;
  std::vector<std::string_view> names;
  for (const Family& family : families()) names.push_back(family.name);
  throw UsageError(fmt::format("no module family '{}': the families are {}", name, fmt::join(names, ", ")));
}

}  // namespace fipsprobe
