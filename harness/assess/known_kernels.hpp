#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/certificates/catalogue.hpp"

namespace fipsprobe {

// KnownKernel is a kernel of which it is known how it fails in FIPS mode. kernels.json holds them with their sources.
struct KnownKernel {
  std::string start;  // of the release
  std::string tag;    // and part of it
  std::string what;
  std::string source;
};

// known_bad_kernel returns what is known of a release that does not start in FIPS mode; nullptr when nothing is.
const KnownKernel* known_bad_kernel(const std::string& release);

// kernel_that_wants_matching_dracut returns what is known of a release that starts in FIPS mode only with an initramfs whose
// dracut-fips is of the version of dracut; nullptr when nothing is.
const KnownKernel* kernel_that_wants_matching_dracut(const std::string& release);

// known_kernels returns all of them.
std::vector<KnownKernel> known_kernels();

// certificates_naming returns the numbers of the certificates that speak of kernels of that release's series.
std::vector<std::uint32_t> certificates_naming(const Catalogue& catalogue, const std::string& release);

}  // namespace fipsprobe
