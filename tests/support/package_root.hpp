#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/program.hpp"

namespace fipsprobe::test {

enum class PackageKind { rpm, dpkg };

// PackageFile is a file that a package brings.
struct PackageFile {
  std::string path;            // below the root, without a slash: "usr/lib64/libdemo.so.1"
  std::filesystem::path from;  // the file that it is a copy of; empty: it holds its own path
  bool is_config = false;
};

// PackageRoot is a root file system of its own with one installed package, built by rpmbuild or dpkg-deb and installed by the
// real rpm or dpkg in a database of its own. Without other files it is "libdemo" 1.0-3.amzn2 (rpm) or "libdemo1" 1.0-3 (dpkg)
// with a library, its .hmac file and a configuration. The test is SKIPPED where the tools are not there, or cannot do it.
class PackageRoot {
 public:
  explicit PackageRoot(PackageKind kind);
  PackageRoot(PackageKind kind, const std::string& name, const std::vector<PackageFile>& files);

  std::filesystem::path path() const { return folder_.path() / "root"; }

  // package returns the package in the form of Identity::package.
  const std::string& package() const { return package_; }

  std::filesystem::path write(const std::string& path, const std::string& content) const;
  void append(const std::string& path, const std::string& content) const;

  // break_database makes the package manager's database unreadable to it.
  void break_database() const;

 private:
  void install_rpm(const std::string& name, const std::vector<PackageFile>& files);
  void install_dpkg(const std::string& name, const std::vector<PackageFile>& files);

  TemporaryFolder folder_;
  PackageKind kind_;
  std::string package_;
};

}  // namespace fipsprobe::test
