#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>
#include <string_view>

namespace fipsprobe {

// OutputOptions are the options that decide where a result goes and how it looks.
struct OutputOptions {
  std::string format = "text";
  std::string file;  // empty: standard output
  bool no_color = false;
};

// add_output_options adds --format with the given words (the first is the default), -o/--output and --no-color.
void add_output_options(CLI::App& command, OutputOptions& options, const std::vector<std::string>& formats);

// use_color tells whether text on standard output may be coloured: it goes to a terminal, NO_COLOR is not set
// (https://no-color.org), --no-color was not given.
bool use_color(const OutputOptions& options);

// write_result writes text to the file of the options, or to standard output. Throws Error when it cannot.
void write_result(const OutputOptions& options, std::string_view text);

// write_file_whole writes a temporary file beside `path` and renames it, so that no half-written file is ever seen. Throws
// Error.
void write_file_whole(const std::filesystem::path& path, std::string_view content);

// read_file_whole reads a file of at most `limit` bytes. Throws InputError when it cannot be read or is larger.
std::string read_file_whole(const std::filesystem::path& path, std::uintmax_t limit);

}  // namespace fipsprobe
