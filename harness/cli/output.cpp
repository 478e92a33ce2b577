#include "harness/cli/output.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "harness/model/errors.hpp"

namespace fipsprobe {

void add_output_options(CLI::App& command, OutputOptions& options, const std::vector<std::string>& formats) {
  options.format = formats.front();
  command.add_option("--format", options.format, "how the result is written")
      ->check(CLI::IsMember(formats))
      ->capture_default_str();
  command.add_option("-o,--output", options.file, "write the result to this file instead of standard output");
  command.add_flag("--no-color", options.no_color, "no colours (the variable NO_COLOR does the same)");
}

bool use_color(const OutputOptions& options) {
  const char* const unwanted = std::getenv("NO_COLOR");
  if (options.no_color || !options.file.empty() || (unwanted != nullptr && *unwanted != '\0')) return false;
  return ::isatty(STDOUT_FILENO) == 1;
}

void write_result(const OutputOptions& options, std::string_view text) {
  if (!options.file.empty()) {
    write_file_whole(options.file, text);
    return;
  }
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0) {
    throw Error(fmt::format("cannot write to standard output: {}", std::strerror(errno)));
  }
}

void write_file_whole(const std::filesystem::path& path, std::string_view content) {
  std::string temporary = path.string() + ".XXXXXX";
  const int descriptor = ::mkstemp(temporary.data());
  if (descriptor < 0) throw Error(fmt::format("{}: cannot be written: {}", path.string(), std::strerror(errno)));
  ::FILE* const file = ::fdopen(descriptor, "wb");
  bool written = file != nullptr && std::fwrite(content.data(), 1, content.size(), file) == content.size();
  written = file != nullptr && std::fclose(file) == 0 && written;
  // mkstemp makes the file for its owner alone; a report is for whom the umask allows.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (written && ::chmod(temporary.c_str(), 0666 & ~mask) == 0 && std::rename(temporary.c_str(), path.c_str()) == 0) return;
  const std::string why = std::strerror(errno);
  std::remove(temporary.c_str());
  throw Error(fmt::format("{}: cannot be written: {}", path.string(), why));
}

std::string read_file_whole(const std::filesystem::path& path, std::uintmax_t limit) {
  std::error_code trouble;
  if (std::filesystem::is_directory(path, trouble)) throw InputError(path.string(), 0, "is a directory");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw InputError(path.string(), 0, std::strerror(errno));
  std::string content;
  std::array<char, 65536> block;  // NOLINT(*-member-init): filled by read
  while (file.read(block.data(), block.size()) || file.gcount() > 0) {
    content.append(block.data(), static_cast<std::size_t>(file.gcount()));
    if (content.size() > limit) throw InputError(path.string(), 0, fmt::format("is larger than {} bytes", limit));
  }
  return content;
}

}  // namespace fipsprobe
