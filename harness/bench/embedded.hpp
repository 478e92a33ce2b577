#pragma once

#include <span>

#include "harness/model/embedded_file.hpp"

namespace fipsprobe {

// bench_files are the data files of this folder (cmake/embed.cmake).
std::span<const EmbeddedFile> bench_files();

}  // namespace fipsprobe
