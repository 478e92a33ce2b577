#include "harness/host/text_file.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "harness/host/file_handle.hpp"

namespace fipsprobe {

bool TextFile::absent() const { return error == ENOENT || error == ENOTDIR; }

std::string TextFile::why() const { return std::generic_category().message(error); }

TextFile read_text_file(const std::filesystem::path& path, std::size_t limit) {
  const FileHandle file(path);
  if (!file) return {std::nullopt, file.error()};
  if (!file.is_regular()) return {std::nullopt, EINVAL};
  std::string text;
  std::array<char, 16384> part{};
  for (;;) {
    const ssize_t got = ::read(file.descriptor(), part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return {std::nullopt, errno};
    if (got == 0) return {std::move(text), 0};
    text.append(part.data(), static_cast<std::size_t>(got));
    if (text.size() > limit) return {std::nullopt, EFBIG};
  }
}

std::filesystem::path under(const std::filesystem::path& root, std::string_view absolute) {
  return root / std::filesystem::path(absolute).relative_path();
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n\v\f";
  const std::size_t first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::string first_line(std::string_view text) { return std::string(trimmed(text.substr(0, text.find('\n')))); }

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::vector<std::string_view> words_of(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> words;
  for (;;) {
    const std::size_t first = text.find_first_not_of(separators);
    if (first == std::string_view::npos) return words;
    text.remove_prefix(first);
    const std::size_t end = text.find_first_of(separators);
    words.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return words;
    text.remove_prefix(end);
  }
}

}  // namespace fipsprobe
