#pragma once

#include <filesystem>
#include <fstream>
#include <string_view>

#include "tests/support/program.hpp"

namespace fipsprobe::test {

// FakeRoot is a file system of its own in a temporary folder, which goes with it.
class FakeRoot {
 public:
  const std::filesystem::path& path() const { return folder_.path(); }
  std::filesystem::path at(std::string_view absolute) const { return path() / std::filesystem::path(absolute).relative_path(); }

  std::filesystem::path write(std::string_view absolute, std::string_view content) const {
    const std::filesystem::path file = at(absolute);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file;
  }

  void link(std::string_view absolute, const std::filesystem::path& target) const {
    std::filesystem::create_directories(at(absolute).parent_path());
    std::filesystem::create_symlink(target, at(absolute));
  }

  // copy puts a file of this host in the fake one.
  std::filesystem::path copy(std::string_view absolute, const std::filesystem::path& from) const {
    std::filesystem::create_directories(at(absolute).parent_path());
    std::filesystem::copy_file(from, at(absolute));
    return at(absolute);
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace fipsprobe::test
