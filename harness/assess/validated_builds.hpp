#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/certificates/catalogue.hpp"

namespace fipsprobe {

inline constexpr std::string_view kValidatedBuildsSchema = "fipsprobe/validated-nvrs/1";

// ValidatedBuild is a build of which the operator's list says that it is the validated one. docs/validated-nvrs.md explains the
// list. What is absent is unknown, and decides nothing.
struct ValidatedBuild {
  std::string family;                                       // "openssl"
  std::optional<std::uint32_t> certificate;                 // under which it was validated
  std::optional<std::string> architecture;                  // "x86_64", "aarch64"
  std::optional<std::vector<std::string>> packages;         // NAME-VERSION-RELEASE; all of them are needed
  std::optional<std::map<std::string, std::string>> files;  // name of a file, without folder, to its SHA-256
  std::string source;                                       // where the claim comes from

  bool is_unknown() const { return !packages && !files; }
};

// validated_builds_from_json reads a list. Throws InputError, with the line, for what is no such list, for an entry that comes
// twice, for two that contradict each other, and for a certificate that the catalogue has for another family.
std::vector<ValidatedBuild> validated_builds_from_json(std::string_view text, const std::string& name,
                                                       const Catalogue& catalogue);

}  // namespace fipsprobe
