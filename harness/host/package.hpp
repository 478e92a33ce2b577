#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace fipsprobe {

// FileOwner is the package that owns a file.
struct FileOwner {
  std::string package;  // "rpm NAME-VERSION-RELEASE.ARCH" or "dpkg NAME VERSION ARCH"; empty: no package owns it, or unknown
  std::string name;     // the file's name in the package, which may lead through other links than the name that was asked
  std::string why_unknown;  // why the package manager did not say; with neither, no package owns the file
};

// owners_of_files asks the host's package manager, by its own tool, which package owns each file; the result is in the order of
// `files`. A tool is given 20 seconds, and is started once or twice for all files: they are slow. `root` is where the package
// database is.
std::vector<FileOwner> owners_of_files(const std::vector<std::filesystem::path>& files,
                                       const std::filesystem::path& root = "/");

// names_in_packages gives every name by which a package may own a file, in the order in which they are looked for: with its
// links resolved, then as given, and each with and without /usr. The file need not be there.
std::vector<std::string> names_in_packages(const std::filesystem::path& file, const std::filesystem::path& root = "/");

// packages_of_files gives only the packages: "rpm openssl-libs-1.0.2k-24.amzn2.0.3.x86_64" (NAME-VERSION-RELEASE.ARCH) or
// "dpkg libssl3 3.0.19-1~deb12u2 amd64" (NAME VERSION ARCH). Empty where none owns the file, or none is known.
std::vector<std::string> packages_of_files(const std::vector<std::filesystem::path>& files,
                                           const std::filesystem::path& root = "/");

// package_of_file asks about one file.
std::string package_of_file(const std::filesystem::path& file, const std::filesystem::path& root = "/");

}  // namespace fipsprobe
