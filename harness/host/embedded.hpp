#pragma once

#include <span>

#include "harness/model/embedded_file.hpp"

namespace fipsprobe {

// host_files are the data files of this folder (cmake/embed.cmake).
std::span<const EmbeddedFile> host_files();

}  // namespace fipsprobe
