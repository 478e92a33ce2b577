#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fipsprobe::test {

// FakeRoot is a file system of its own in a temporary folder, which goes with it.
class FakeRoot {
 public:
  FakeRoot() {
    std::string pattern = (std::filesystem::temp_directory_path() / "fipsprobe-host-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~FakeRoot() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  FakeRoot(const FakeRoot&) = delete;
  FakeRoot& operator=(const FakeRoot&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path at(std::string_view absolute) const { return path_ / std::filesystem::path(absolute).relative_path(); }

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
  std::filesystem::path path_;
};

}  // namespace fipsprobe::test
