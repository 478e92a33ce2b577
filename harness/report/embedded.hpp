#pragma once

#include <span>

#include "harness/model/embedded_file.hpp"

namespace fipsprobe {

// report_files are the data files of this folder (cmake/embed.cmake).
std::span<const EmbeddedFile> report_files();

}  // namespace fipsprobe
