# fipsprobe_compile_options(TARGET) sets the warnings that all of the project's own code is held to.
function(fipsprobe_compile_options target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast
                                           $<$<BOOL:${FIPSPROBE_WERROR}>:-Werror>)
endfunction()

# fipsprobe_batches(TARGET) compiles the target's files ten at a time, so that the headers they share are read once for ten. Names
# in their anonymous namespaces must then differ. clang-tidy still reads each file by itself.
function(fipsprobe_batches target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${FIPSPROBE_BATCHES} UNITY_BUILD_BATCH_SIZE 10)
endfunction()

# fipsprobe_room(NAME [DEPENDS TARGET...]) makes the library fipsprobe_NAME from every .cpp file below the current folder. DEPENDS
# names the rooms below it and the libraries it uses; docs/architecture.md has the layers.
function(fipsprobe_room name)
  cmake_parse_arguments(room "" "" "DEPENDS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  add_library(fipsprobe_${name} STATIC ${sources})
  target_include_directories(fipsprobe_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(fipsprobe_${name} PUBLIC ${room_DEPENDS})
  fipsprobe_compile_options(fipsprobe_${name})
  fipsprobe_batches(fipsprobe_${name})
endfunction()
