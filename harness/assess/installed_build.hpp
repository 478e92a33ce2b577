#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/assess/context.hpp"

namespace fipsprobe {

// InstalledBuild is what is known of the build of a module: packages by NAME-VERSION-RELEASE, hashes by the names of its files.
struct InstalledBuild {
  std::string main_package;                  // that owns the module itself; empty: not known
  std::vector<std::string> packages;         // of all its files
  std::string architecture;                  // "x86_64"; empty: not known
  std::vector<std::string> main_names;       // of the module's own file
  std::map<std::string, std::string> files;  // name without folder to SHA-256; empty: not known
  std::vector<std::string> evidence;         // JSON pointers

  // text names the packages and the architecture.
  std::string text() const;
};

InstalledBuild installed_build_of(const Context& context, const Subject& subject);

// add_once adds a text that is not empty and not there yet.
void add_once(std::vector<std::string>& texts, std::string text);

}  // namespace fipsprobe
