#include "harness/host/kernel_checksum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "harness/host/file_digest.hpp"
#include "harness/host/file_handle.hpp"
#include "harness/host/integrity_row.hpp"
#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kKernelChecksumKind = "HMAC-SHA512, .hmac file of the kernel";
// hmaccalc's default key, which libkcapi's sha512hmac has too.
constexpr std::string_view kKey = "FIPS-FTW-RHT2009";
constexpr std::size_t kKernelChecksumDigits = 128;
constexpr std::uint64_t kLargestKernel = std::uint64_t{256} << 20U;

struct ChecksumLine {
  std::string digits;  // lower case
  std::string path;
};

// line_of returns the file's one line; nullopt for anything else.
std::optional<ChecksumLine> line_of(std::string_view text) {
  const auto words = words_of(text, " \t\r\n");
  if (words.size() != 2 || words[0].size() != kKernelChecksumDigits || !from_hex(words[0])) return std::nullopt;
  std::string digits(words[0]);
  std::ranges::transform(digits, digits.begin(), [](unsigned char digit) { return static_cast<char>(std::tolower(digit)); });
  // As sha256sum does, a tool may mark a file that was read in binary mode.
  const std::string_view path = words[1].starts_with('*') ? words[1].substr(1) : words[1];
  return ChecksumLine{std::move(digits), std::string(path)};
}

// names tells whether the path of a line, seen from /boot, is the image.
bool names(const std::string& path, const fs::path& image) {
  const fs::path named = (image.parent_path() / path).lexically_normal();
  return named == image.lexically_normal();
}

Comparison kernel_checksum_compare(const fs::path& image, const std::string& holder, const fs::path& root) {
  const std::string text = whole_file(under(root, holder).string(), kMaxIntegrityFile);
  const auto line = line_of(text);
  if (!line) return Comparison::differs("it does not hold one line of 128 hexadecimal digits and a path");
  if (!names(line->path, image)) return Comparison::differs(fmt::format("it is the checksum of {}", line->path));
  const fs::path real = under(root, image.string());
  if (FileHandle(real).size() > kLargestKernel) return Comparison::unknown("the file is larger than any real kernel");
  const std::string computed = hmac_sha512_of_file(real, as_bytes(kKey));
  if (computed == line->digits) return Comparison::match(fmt::format("HMAC-SHA512 computed {}", computed));
  return Comparison::differs(fmt::format("it says {}, HMAC-SHA512 computed {}", line->digits, computed));
}

}  // namespace

IntegrityFile check_kernel_checksum(const std::string& image, const fs::path& root) {
  const fs::path path(image);
  const std::string holder = (path.parent_path() / ("." + path.filename().string() + ".hmac")).string();
  std::error_code error;
  if (!fs::exists(under(root, holder), error) && !error)
    return absent_row(image, holder, kKernelChecksumKind, "there is no such file");
  return integrity_row(image, holder, kKernelChecksumKind, [&] { return kernel_checksum_compare(path, holder, root); });
}

}  // namespace fipsprobe
