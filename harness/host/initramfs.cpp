#include "harness/host/initramfs.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "harness/host/cpio_reader.hpp"
#include "harness/host/file_handle.hpp"
#include "harness/host/text_file.hpp"
#include "harness/host/unpacked_source.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kMagicBytes = 8;
constexpr std::size_t kFipsModulesLimit = std::size_t{32} << 10U;  // the real file has one kibibyte
constexpr std::size_t kNamesKept = 100;                            // of each kind

class FileSource : public ByteSource {
 public:
  explicit FileSource(const FileHandle& file) : file_(file) {}

  std::size_t read(std::span<std::uint8_t> buffer) override {
    for (;;) {
      const ssize_t got = ::read(file_.descriptor(), buffer.data(), buffer.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) throw Error(std::generic_category().message(errno));
    }
  }

 private:
  const FileHandle& file_;
};

// LimitedSource ends the reading of a file that is larger, or unpacks to more, than any real one.
class LimitedSource : public ByteSource {
 public:
  LimitedSource(ByteSource& source, std::uint64_t& left, std::string_view what) : source_(source), left_(left), what_(what) {}

  std::size_t read(std::span<std::uint8_t> buffer) override {
    const std::size_t got = source_.read(buffer);
    if (got > left_) throw Error(fmt::format("it {} more bytes than any real initramfs", what_));
    left_ -= got;
    return got;
  }

 private:
  ByteSource& source_;
  std::uint64_t& left_;
  std::string_view what_;
};

void keep(std::vector<std::string>& names, const std::string& name) {
  if (names.size() < kNamesKept && std::ranges::find(names, name) == names.end()) names.push_back(name);
}

// is_fips_file knows what the module "fips" of dracut-033 to 059 installs: /sbin/fips.sh, and hooks such as
// lib/dracut/hooks/pre-pivot/01-fips-noboot.sh.
bool is_fips_file(std::string_view path, std::string_view name) {
  const bool is_hook = path.find("lib/dracut/hooks/") != std::string_view::npos;
  return name == "fips.sh" || (is_hook && name.find("fips") != std::string_view::npos);
}

bool is_file(const CpioEntry& entry) { return S_ISREG(entry.mode) || S_ISLNK(entry.mode); }

std::vector<std::string> owned_words(std::string_view text) {
  const auto words = words_of(text);
  return {words.begin(), words.end()};
}

// Look is one pass through an initramfs.
class Look {
 public:
  Look(Initramfs& found, const InitramfsLimits& limits) : found_(found), limits_(limits), left_(limits.unpacked) {}

  void through(ByteWindow& file) {
    while (pass_zeros(file)) {
      const std::uint64_t begin = file.offset();
      try {
        segment(file);
      } catch (const Error& error) {
        throw Error(fmt::format("archive {}, which begins at byte {}: {}", found_.segments.size(), begin, error.what()));
      }
    }
  }

 private:
  // pass_zeros takes the zero bytes that may stand between archives; false at the end.
  static bool pass_zeros(ByteWindow& window) {
    for (;;) {
      const auto bytes = window.peek(1);
      if (bytes.empty()) return false;
      const auto first = std::ranges::find_if(bytes, [](std::uint8_t byte) { return byte != 0; });
      const bool found = first != bytes.end();
      window.skip(static_cast<std::uint64_t>(first - bytes.begin()));
      if (found) return true;
    }
  }

  void segment(ByteWindow& file) {
    const PackFormat format = pack_format_of(file.peek(kMagicBytes));
    found_.segments.emplace_back(name_of(format));
    if (found_.segments.size() > limits_.segments) throw Error("there are more archives than in any real initramfs");
    if (format == PackFormat::none) throw Error("no archive of a known form begins here");
    if (format == PackFormat::cpio) {
      if (file.offset() % 4 != 0) throw Error("it begins at no multiple of four bytes, so the kernel does not find it");
      archive(file);
      return;
    }
    const std::unique_ptr<ByteSource> unpacked = unpacked_source(format, file);
    LimitedSource limited(*unpacked, left_, "unpacks to");
    ByteWindow window(limited);
    while (pass_zeros(window)) archive(window);
  }

  void archive(ByteWindow& window) {
    CpioReader reader(window);
    while (const auto entry = reader.next()) {
      if (++found_.files > limits_.files) throw Error("it has more files than any real initramfs");
      if (is_file(*entry)) note(*entry, reader);
    }
  }

  void note(const CpioEntry& entry, CpioReader& reader) {
    const std::string_view path = entry.name;
    const std::string_view name = path.substr(path.rfind('/') + 1);
    if (path == "etc/fipsmodules" && S_ISREG(entry.mode)) found_.fips_modules = owned_words(reader.content(kFipsModulesLimit));
    if (is_fips_file(path, name)) keep(found_.fips_files, entry.name);
    if (name == "sha512hmac") keep(found_.sha512hmac, entry.name);
    if (name.size() > 5 && name.ends_with(".hmac")) keep(found_.checksum_files, entry.name);
    if (name.starts_with("libgcrypt.so")) keep(found_.libgcrypt, entry.name);
  }

  Initramfs& found_;
  const InitramfsLimits& limits_;
  std::uint64_t left_;  // bytes that may still come out of packed archives
};

}  // namespace

Initramfs read_initramfs(const std::string& path, const std::filesystem::path& root, const InitramfsLimits& limits) {
  Initramfs found;
  found.path = path;
  const FileHandle file(under(root, path));
  if (!file) {
    found.why_unknown = std::generic_category().message(file.error());
    return found;
  }
  if (!file.is_regular()) {
    found.why_unknown = "not a regular file";
    return found;
  }
  try {
    FileSource source(file);
    std::uint64_t left = limits.packed;
    LimitedSource limited(source, left, "has");
    ByteWindow window(limited);
    Look(found, limits).through(window);
    if (found.segments.empty()) found.why_unknown = "there is no archive in it";
  } catch (const Error& error) {
    found.why_unknown = error.what();
  }
  return found;
}

}  // namespace fipsprobe
