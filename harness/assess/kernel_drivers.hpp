#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

// DriverRule tells what a driver of the kernel is made of, by a text in a part of its name; kernel_drivers.json has them all.
struct DriverRule {
  std::string text;
  std::string kind;  // "instructions" for cryptography, a "device", "vector" code, "assembly", or "generic" C
  std::string what;  // "AES instructions"
  std::string source;
};

const std::vector<DriverRule>& driver_rules();

// driver_kind says it in words: "instructions: AES instructions", or of a driver that is made of several parts each of them,
// joined by " + ": "instructions: AES instructions + generic: C". "unknown" when no rule knows any part of the name.
std::string driver_kind(std::string_view driver);

}  // namespace fipsprobe
