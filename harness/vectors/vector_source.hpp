#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "harness/vectors/case.hpp"

// A vector source is a file of known answers: built into the program, or given with --vectors.
namespace fipsprobe {

struct VectorSource {
  std::string name;                           // SetInfo::source
  std::optional<std::filesystem::path> file;  // absent: built in
};

// builtin_sources lists the vector files built into the program, by name.
std::vector<VectorSource> builtin_sources();

// sources_in lists the vector files at `path`, by name: the file itself, or every file below a folder, symbolic links followed.
// Files may be packed with gzip. Answers are not listed beside the questions they belong to (ACVP). Files of no known kind
// below a folder are listed in `skipped`, by name. Throws InputError, naming it, when a file or folder cannot be read, and when
// `path` is itself a file of no known kind.
struct FoundSources {
  std::vector<VectorSource> sources;
  std::vector<std::string> skipped;
};
FoundSources sources_in(const std::filesystem::path& path);

// recognise tells what set a source is from its first lines. Throws InputError when it is no known kind.
SetInfo recognise(const VectorSource& source);

// read_cases reads one source and hands over its cases in order. Throws InputError with file and line
// for anything the format does not allow, and for any attribute that nothing consumed.
void read_cases(const VectorSource& source, const CaseConsumer& consume);

}  // namespace fipsprobe
