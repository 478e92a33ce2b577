#pragma once

#include <cstdint>
#include <string>

#include "harness/vectors/case.hpp"

namespace fipsprobe {

// Costs says whether cases that cost much are run.
struct Costs {
  bool large = false;  // digests of messages of gigabytes (ACVP: LDT)
  bool slow = false;   // generation of RSA and DSA keys, validation of DSA parameters
};

// Sample says which cases of a file are run: of each kind one in so many, by the case's index in the file.
struct Sample {
  std::uint64_t every = 1;                   // of all cases
  std::uint64_t every_public_key = 1;        // signatures, RSA decryption, key agreement, key validation
  std::uint64_t every_monte_carlo = 1;       // rounds of 1,000 operations
  std::uint64_t every_tdes_monte_carlo = 1;  // rounds of 10,000 operations
  Costs costs;

  // has tells whether the case of that index is in the sample.
  bool has(std::uint64_t index, const Operation& operation) const;

  // why_left_out says why a case of the sample is not run all the same; empty: it is run.
  std::string why_left_out(const Operation& operation) const;
};

}  // namespace fipsprobe
