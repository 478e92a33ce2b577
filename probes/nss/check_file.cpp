#include "probes/nss/check_file.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>

namespace fipsprobe::nss {

CheckFile read_check_file(const std::string& library) {
  CheckFile check;
  check.path = std::filesystem::path(library).replace_extension(".chk").string();
  std::ifstream file(check.path, std::ios::binary);
  if (!file) {
    check.text = check.path + " cannot be read";
    return check;
  }
  // NSS lib/freebl/shsign.h: two bytes of magic number, then major and minor version.
  std::array<char, 4> head{};
  file.read(head.data(), head.size());
  check.usable = file.gcount() == 4 && head[0] == '\xF1' && head[1] == '\xC5';
  std::error_code error;
  const auto size = std::filesystem::file_size(check.path, error);
  check.text = check.usable ? fmt::format("{}: {} bytes, format {}.{}", check.path, size, int{head[2]}, int{head[3]})
                            : check.path + " does not begin with F1 C5";
  return check;
}

}  // namespace fipsprobe::nss
