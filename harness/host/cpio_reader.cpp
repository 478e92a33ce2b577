#include "harness/host/cpio_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "harness/host/text_file.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

// A header is the six characters of the magic and 13 numbers of eight hexadecimal digits.
constexpr std::size_t kCpioReaderHeader = 110;
constexpr std::size_t kMagic = 6;
constexpr std::size_t kCpioReaderDigits = 8;
enum class Field { inode, mode, uid, gid, links, time, size, major, minor, rdev_major, rdev_minor, name_size, check };

constexpr std::size_t kLongestName = 4096;  // PATH_MAX of the kernel, with the zero byte
constexpr std::string_view kTrailer = "TRAILER!!!";

std::optional<std::uint32_t> cpio_reader_number_in(std::string_view header, Field field) {
  const std::string_view digits =
      header.substr(kMagic + static_cast<std::size_t>(field) * kCpioReaderDigits, kCpioReaderDigits);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number, 16);
  if (error != std::errc() || end != digits.end()) return std::nullopt;
  return number;
}

// plain_name takes "./" and "/" from the front of a name.
std::string_view plain_name(std::string_view name) {
  for (;;) {
    if (name.starts_with('/')) {
      name.remove_prefix(1);
    } else if (name.starts_with("./")) {
      name.remove_prefix(2);
    } else {
      return name;
    }
  }
}

bool leaves_its_folder(std::string_view name) {
  const auto parts = words_of(name, "/");
  return std::ranges::find(parts, std::string_view("..")) != parts.end();
}

}  // namespace

std::optional<CpioEntry> CpioReader::next() {
  skip(unread_);
  unread_ = 0;
  skip_padding();
  const std::string header = take_text(kCpioReaderHeader);
  if (!header.starts_with("070701") && !header.starts_with("070702")) fail("no entry begins here");
  const auto mode = cpio_reader_number_in(header, Field::mode), size = cpio_reader_number_in(header, Field::size),
             name_size = cpio_reader_number_in(header, Field::name_size);
  if (!mode || !size || !name_size) fail("the entry's header holds no hexadecimal numbers");
  if (*name_size < 1 || *name_size > kLongestName) fail(fmt::format("the entry's name has {} bytes", *name_size));
  std::string name = take_text(*name_size);
  if (name.find('\0') + 1 != name.size()) fail("the entry's name does not end with its one zero byte");
  name.pop_back();
  skip_padding();
  unread_ = *size;
  if (name == kTrailer && *size == 0) return std::nullopt;
  if (leaves_its_folder(name)) fail("the entry's name has \"..\" in it");
  return CpioEntry{std::string(plain_name(name)), *mode, *size};
}

std::string CpioReader::content(std::size_t limit) {
  if (unread_ > std::min(limit, ByteWindow::kWidest)) fail(fmt::format("the entry has {} bytes, too many", unread_));
  const std::size_t size = unread_;
  unread_ = 0;
  return take_text(size);
}

void CpioReader::skip(std::uint64_t count) {
  if (!window_.skip(count)) fail("the archive ends in the middle of an entry");
}

// Names and contents are padded to four bytes, counted from the archive's start.
void CpioReader::skip_padding() { skip((4 - (window_.offset() - start_) % 4) % 4); }

std::string CpioReader::take_text(std::size_t count) {
  const auto bytes = window_.peek(count);
  if (bytes.size() < count) fail("the archive ends in the middle of an entry");
  std::string text(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
  skip(count);
  return text;
}

void CpioReader::fail(const std::string& what) const {
  throw Error(fmt::format("byte {} of the archive: {}", window_.offset() - start_, what));
}

}  // namespace fipsprobe
