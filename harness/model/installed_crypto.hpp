#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "harness/model/json_place.hpp"

// The crypto libraries that lie on a host, whoever put them there: those of the system, and those that a package, a programming
// language or an administrator brought beside them.
namespace fipsprobe {

// CryptoLibrary is a file of that kind.
struct CryptoLibrary {
  std::string path;                  // as it was found; one of them where several names lead to the file
  std::string soname;                // DT_SONAME; empty when it has none
  std::string architecture;          // "x86_64", "aarch64", ...
  std::string package;               // as Identity::package has it; empty: none owns it, or it is not known
  bool is_in_system_folder = false;  // where the loader looks on its own: /usr/lib64, /usr/lib/x86_64-linux-gnu, ...
};

// CryptoPackage is an installed package that is known to bring cryptography of its own.
struct CryptoPackage {
  std::string package;  // as Identity::package has it
  std::string brings;   // what, in the words of harness/host/side_packages.json
};

struct InstalledCrypto {
  std::string why_unknown;  // why nothing was looked for
  std::vector<CryptoLibrary> libraries;
  std::vector<CryptoPackage> packages;
  std::vector<std::string> not_searched;  // "PATH: WHY"; also a package database that did not answer
};

nlohmann::json to_json(const InstalledCrypto& installed);

// installed_crypto_from_json reads what to_json wrote. Throws InputError.
InstalledCrypto installed_crypto_from_json(const JsonPlace& place);

}  // namespace fipsprobe
