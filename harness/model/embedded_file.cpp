#include "harness/model/embedded_file.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace fipsprobe {

std::string_view embedded_file(std::span<const EmbeddedFile> files, std::string_view name) {
  const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
  if (found == files.end()) throw std::logic_error("no embedded file " + std::string(name));
  return found->content;
}

}  // namespace fipsprobe
