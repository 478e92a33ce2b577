#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "probes/module.hpp"

namespace fipsprobe {

using Environment = std::map<std::string, std::string>;

// Family is what the supervisor knows of a module family before any library is loaded. Each family's folder defines one.
struct Family {
  std::string_view name;                    // "openssl"
  std::string_view title;                   // "OpenSSL"
  std::vector<std::string_view> sonames;    // of all generations; empty for the kernel
  std::vector<std::string_view> variables;  // environment variables that the module reads; they pass through as_found

  // environment returns what a worker must have set, beside the caller's `variables` in as_found mode, when it starts.
  // It loads nothing and may look at the files beside the instance.
  Environment (*environment)(const Instance& instance, Mode mode);

  // load opens the library. Throws Error with the loader's words when the file is not a usable library of this family.
  std::unique_ptr<Module> (*load)(const Instance& instance);
};

// families returns all families in the order of reports: openssl, libgcrypt, nss, gnutls, kernel.
std::span<const Family> families();

// family_named returns the family; throws UsageError, naming those there are, for any other name.
const Family& family_named(std::string_view name);

const Family& openssl_family();
const Family& libgcrypt_family();
const Family& nss_family();
const Family& gnutls_family();
const Family& kernel_family();

}  // namespace fipsprobe
