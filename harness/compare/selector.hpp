#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/model/evidence.hpp"

namespace fipsprobe {

// Selector says which of a file's modules and modes are compared. What is empty chooses all.
struct Selector {
  std::string family;  // "openssl"
  std::string part;    // of the module's version, file, soname or package: "1.0.2k"
  std::optional<Mode> mode;

  bool empty() const { return family.empty() && part.empty() && !mode; }
};

// selector_from reads FAMILY[/PART][:MODE], where each part may be absent: "openssl/1.0.2k:fips", "/libcrypto.so.10", ":fips".
// Throws UsageError for a mode that there is not.
Selector selector_from(std::string_view word);

// text_of writes what selector_from reads.
std::string text_of(const Selector& selector);

// chooses tells whether the selector takes a module, and a mode of it.
bool chooses(const Selector& selector, const ModuleEvidence& module);
bool chooses(const Selector& selector, const ModuleEvidence& module, const Run& run);

}  // namespace fipsprobe
