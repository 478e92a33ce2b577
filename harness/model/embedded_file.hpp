#pragma once

#include <span>
#include <string_view>

namespace fipsprobe {

// EmbeddedFile is a data file built into the program (cmake/embed.cmake), so that the one file works on any host.
struct EmbeddedFile {
  std::string_view name;
  std::string_view content;  // a zero byte follows its end
};

// embedded_file returns the content of the file of that name. Throws std::logic_error when there is none: a mistake in the
// build.
std::string_view embedded_file(std::span<const EmbeddedFile> files, std::string_view name);

}  // namespace fipsprobe
