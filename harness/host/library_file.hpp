#pragma once

#include <filesystem>
#include <string>

#include "harness/host/file_digest.hpp"  // IWYU pragma: export (a library is known by its digest)

namespace fipsprobe {

// LibraryFile is what a shared library's file says of itself.
struct LibraryFile {
  std::string path;          // as given
  std::string real_path;     // symbolic links resolved
  std::string soname;        // DT_SONAME; empty when it has none
  std::string architecture;  // x86_64, aarch64, ...
};

// read_library_file reads the headers of a library without loading it. Throws InputError "PATH: not a shared library: WHY" for
// a program, a truncated file and anything else, "PATH: WHY" when it cannot be opened.
LibraryFile read_library_file(const std::filesystem::path& path);

// own_architecture returns the architecture this program was built for: the only one whose libraries it can load.
std::string own_architecture();

}  // namespace fipsprobe
