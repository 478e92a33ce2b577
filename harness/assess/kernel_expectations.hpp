#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/certificates/catalogue.hpp"

namespace fipsprobe {

// KernelExpectation is what kernels of a version are known to do in FIPS mode; member "kernel" of expectations.json. Its
// confidence: high, measured on that kernel; medium, read in the source that it was made from; low, inferred, and fails no
// module.
struct KernelExpectation {
  std::string release;  // uname -r starts with it: "6.1."
  std::string build;    // uname -r contains it: ".amzn2."; empty: any
  Confidence confidence = Confidence::low;
  std::vector<std::string> refused, approved;  // describe(Operation) starts with one of them
  std::vector<std::string> left_to_caller;     // not approved, and done
  std::string source;
};

const std::vector<KernelExpectation>& kernel_expectations();

// KernelBelief is what is known of one operation, with the row that it is from: of the rows that fit, the one of the highest
// confidence, and of those the first.
struct KernelBelief {
  enum class Kind { refused, approved, left_to_caller };
  Kind kind{};
  const KernelExpectation* row = nullptr;

  bool is_sure() const { return row->confidence != Confidence::low; }
};

// kernel_belief returns nullopt when nothing is known of the operation in kernels of that release (uname -r).
std::optional<KernelBelief> kernel_belief(std::string_view release, std::string_view operation);

}  // namespace fipsprobe
