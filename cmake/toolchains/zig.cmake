# Cross compiles with the C and C++ compiler of the PyPI package ziglang for FIPSPROBE_TARGET, such as aarch64-linux-gnu.2.26: zig
# links against the glibc version that the target names. FIPSPROBE_ZIG_TOOLS is the folder of the commands zig-cc, zig-c++, zig-ar
# and zig-ranlib that scripts/portable-build makes.
set(FIPSPROBE_TARGET "" CACHE STRING "Target of the zig compiler")
set(FIPSPROBE_ZIG_TOOLS "$ENV{FIPSPROBE_ZIG_TOOLS}" CACHE PATH "Folder of zig-cc, zig-c++, zig-ar and zig-ranlib")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES FIPSPROBE_TARGET FIPSPROBE_ZIG_TOOLS)
if(NOT EXISTS "${FIPSPROBE_ZIG_TOOLS}/zig-cc")
  message(FATAL_ERROR "FIPSPROBE_ZIG_TOOLS is not set: build with scripts/portable-build")
endif()

set(CMAKE_SYSTEM_NAME Linux)
string(REGEX REPLACE "-.*" "" CMAKE_SYSTEM_PROCESSOR "${FIPSPROBE_TARGET}")
foreach(language C ASM)
  set(CMAKE_${language}_COMPILER "${FIPSPROBE_ZIG_TOOLS}/zig-cc")
endforeach()
set(CMAKE_CXX_COMPILER "${FIPSPROBE_ZIG_TOOLS}/zig-c++")
set(CMAKE_AR "${FIPSPROBE_ZIG_TOOLS}/zig-ar")
set(CMAKE_RANLIB "${FIPSPROBE_ZIG_TOOLS}/zig-ranlib")
foreach(language C CXX ASM)
  set(CMAKE_${language}_COMPILER_TARGET "${FIPSPROBE_TARGET}")
endforeach()
# zig switches UBSan's traps on by default.
set(CMAKE_C_FLAGS_INIT "-fno-sanitize=undefined")
set(CMAKE_CXX_FLAGS_INIT "-fno-sanitize=undefined")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-s")

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
