# fipsprobe_embed(TARGET NAMESPACE_NAME FILE...) puts files into TARGET's object code and makes them reachable as
#   std::span<const EmbeddedFile> fipsprobe::NAMESPACE_NAME()      (declare it in a header of the target)
# Each file's name is its path relative to the current folder. With COMPRESS each is packed with Zstandard
# (RFC 8878) at its lowest level: hexadecimal digits have few repetitions, and looking for them only makes reading slow. One
# assembler file with .incbin serves every architecture and needs no code generator.
function(fipsprobe_embed target function_name)
  cmake_parse_arguments(embed "COMPRESS" "" "" ${ARGN})
  set(files ${embed_UNPARSED_ARGUMENTS})
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${function_name}")
  set(assembly "#if defined(__ELF__)\n.section .note.GNU-stack,\"\",%progbits\n#endif\n.section .rodata\n")
  set(declarations "")
  set(rows "")
  set(inputs "")
  set(number 0)
  foreach(file IN LISTS files)
    set(input "${CMAKE_CURRENT_SOURCE_DIR}/${file}")
    if(embed_COMPRESS)
      set(packed "${directory}/${number}.zst")
      add_custom_command(OUTPUT "${packed}" COMMAND zstd --quiet --force -1 "${input}" -o "${packed}"
                         DEPENDS "${input}" COMMENT "Compressing ${file}" VERBATIM)
      set(input "${packed}")
    endif()
    list(APPEND inputs "${input}")
    set(symbol "${function_name}_${number}")
    string(APPEND assembly ".global ${symbol}_begin\n.hidden ${symbol}_begin\n.balign 16\n${symbol}_begin:\n.incbin \"${input}\"\n"
                           ".global ${symbol}_end\n.hidden ${symbol}_end\n${symbol}_end:\n.byte 0\n")
    string(APPEND declarations "extern const char ${symbol}_begin[], ${symbol}_end[];\n")
    string(APPEND rows "      EmbeddedFile{\"${file}\", {${symbol}_begin, static_cast<std::size_t>(${symbol}_end - ${symbol}_begin)}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  file(CONFIGURE OUTPUT "${directory}/data.S" CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT "${directory}/table.cpp" @ONLY CONTENT
"#include <array>
#include \"harness/model/embedded_file.hpp\"
extern \"C\" {
${declarations}}
namespace fipsprobe {
std::span<const EmbeddedFile> ${function_name}();
std::span<const EmbeddedFile> ${function_name}() {
  static const std::array<EmbeddedFile, ${number}> files = {{
${rows}  }};
  return files;
}
}  // namespace fipsprobe
")
  set_source_files_properties("${directory}/data.S" PROPERTIES OBJECT_DEPENDS "${inputs}")
  target_sources(${target} PRIVATE "${directory}/data.S" "${directory}/table.cpp")
endfunction()
