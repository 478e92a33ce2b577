#pragma once

#include "harness/model/algorithm.hpp"
#include "harness/vectors/cavp_file.hpp"

namespace fipsprobe {

// DsaSection is read from "[mod = L=1024, N=160, SHA-1]"; "[mod = 1024]" is of FIPS 186-2, which has q of 160 bits and SHA-1.
struct DsaSection {
  std::size_t p_size, q_size;  // bytes
  Hash hash;
  bool is_186_2;
};

DsaSection dsa_section(const Attribute& instruction);

}  // namespace fipsprobe
