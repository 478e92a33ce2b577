#pragma once

namespace fipsprobe {

// kVersion is the program's own version: CMake's project(VERSION).
inline constexpr const char* kVersion = FIPSPROBE_VERSION;

}  // namespace fipsprobe
