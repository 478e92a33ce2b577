# shellcheck shell=bash
# Configures and builds with a CMake preset. Needs say.sh and cache.sh; `root` is the source tree.
root=${root:?}

# configure_preset PRESET leaves build files in build/PRESET and its log in build/logs. Tests are part of it when Catch2 has been
# built: scripts/run does without.
configure_preset() {
  local preset=$1 tests=OFF
  [[ $preset != portable-* && $preset != lint && -d $(cache_folder)/prefix/lib/cmake/Catch2 ]] && tests=ON
  export CMAKE_PREFIX_PATH CMAKE_C_COMPILER_LAUNCHER CMAKE_CXX_COMPILER_LAUNCHER FIPSPROBE_SOURCES
  # A second clone then finds what the first one compiled.
  export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1
  CMAKE_PREFIX_PATH=$(cache_folder)/prefix
  FIPSPROBE_SOURCES=$(cache_folder)/sources
  CMAKE_CXX_COMPILER_LAUNCHER=$(command -v ccache || true)
  CMAKE_C_COMPILER_LAUNCHER=$CMAKE_CXX_COMPILER_LAUNCHER
  step "$preset: configuring" "$root/build/logs/$preset-configure.log" cmake --preset "$preset" -S "$root" \
    -DFIPSPROBE_TESTS=$tests
}

# build_preset PRESET [TARGET] leaves the build in build/PRESET and its logs in build/logs.
build_preset() {
  local preset=$1 target=${2:-all}
  configure_preset "$preset"
  step "$preset: building" "$root/build/logs/$preset-build.log" cmake --build "$root/build/$preset" --target "$target"
}
