#pragma once

#include <span>

#include "harness/model/embedded_file.hpp"

namespace fipsprobe {

// assess_files are the data files of this folder (cmake/embed.cmake).
std::span<const EmbeddedFile> assess_files();

}  // namespace fipsprobe
