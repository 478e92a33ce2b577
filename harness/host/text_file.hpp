#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fipsprobe {

// TextFile is a small file read whole, or the reason why it could not be.
struct TextFile {
  std::optional<std::string> text;
  int error = 0;  // errno; EFBIG when the file is larger than the limit

  // absent tells that nothing of that name is there: other errors leave it open whether the file exists.
  bool absent() const;

  // why returns the system's words for the error: "No such file or directory".
  std::string why() const;
};

inline constexpr std::size_t kTextFileLimit = std::size_t{1} << 20U;

// read_text_file reads a file of at most `limit` bytes. It also reads files of /proc, whose size the system calls 0. It never
// waits on a pipe or a device: what is no regular file is not read.
TextFile read_text_file(const std::filesystem::path& path, std::size_t limit = kTextFileLimit);

// under returns the place of an absolute path in the file system that starts at `root`.
std::filesystem::path under(const std::filesystem::path& root, std::string_view absolute);

// trimmed returns the text without white space at its ends.
std::string_view trimmed(std::string_view text);

// first_line returns the first line of a text, trimmed.
std::string first_line(std::string_view text);

// lines_of returns the lines of a text, without their newline.
std::vector<std::string_view> lines_of(std::string_view text);

// words_of returns the words of a text that any of `separators` parts.
std::vector<std::string_view> words_of(std::string_view text, std::string_view separators = " \t\n");

}  // namespace fipsprobe
