#pragma once

#include <span>

#include "harness/model/embedded_file.hpp"

namespace fipsprobe {

// builtin_vectors holds the files of kat-vectors/, each packed with Zstandard (kat-vectors/CMakeLists.txt).
std::span<const EmbeddedFile> builtin_vectors();

}  // namespace fipsprobe
