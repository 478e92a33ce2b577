#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/model/installed_crypto.hpp"

namespace fipsprobe {

// SidePackages are the installed packages that side_packages.json knows to bring cryptography of their own.
struct SidePackages {
  std::vector<CryptoPackage> packages;
  std::vector<std::string> not_asked;  // "PACKAGE MANAGER: WHY"
};

SidePackages find_side_packages(const std::filesystem::path& root);

// matches tells whether a package's name is the pattern, in which * stands for any end.
bool matches(std::string_view pattern, std::string_view name);

}  // namespace fipsprobe
