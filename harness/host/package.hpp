#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace fipsprobe {

// packages_of_files tells which package of the host's package manager owns each file, in the order of `files`, as the package
// manager's own tool says: "rpm openssl-libs-1.0.2k-24.amzn2.0.3.x86_64" (NAME-VERSION-RELEASE.ARCH) or
// "dpkg libssl3 3.0.19-1~deb12u2 amd64" (NAME VERSION ARCH). Empty where none owns it, where the tool is missing or is not done
// in 20 seconds. Each tool is started once or twice for all files: they are slow. `root` is where the package database is.
std::vector<std::string> packages_of_files(const std::vector<std::filesystem::path>& files,
                                           const std::filesystem::path& root = "/");

// package_of_file asks about one file.
std::string package_of_file(const std::filesystem::path& file, const std::filesystem::path& root = "/");

}  // namespace fipsprobe
