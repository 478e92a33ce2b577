#include "harness/host/linked_code.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <regex>
#include <string_view>
#include <vector>

#include "harness/host/file_handle.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kScanPart = std::size_t{1} << 20U;
constexpr std::size_t kLongestText = 128;  // of what is looked for: parts of the file overlap by as much

// OPENSSL_VERSION_TEXT of 1.0.2 to 3: "OpenSSL 1.0.2k-fips  26 Jan 2017", "OpenSSL 1.1.1k  FIPS 25 Mar 2021".
const std::regex& openssl_version() {
  static const std::regex pattern(
      "OpenSSL [0-9]+\\.[0-9]+\\.[0-9]+[a-z]*(-[a-z0-9]+)* +(FIPS )?[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4}");
  return pattern;
}

// Version strings of libgcrypt (src/compat.c, _gcry_compat_identification).
const std::regex& libgcrypt_version() {
  static const std::regex pattern("This is Libgcrypt [0-9]+\\.[0-9]+\\.[0-9]+[-.a-z0-9]*");
  return pattern;
}

// CodeFinder is shown a file part by part.
class CodeFinder {
 public:
  void look_at(std::string_view part) {
    if (openssl_.empty()) openssl_ = first_match(part, "OpenSSL ", openssl_version());
    if (libgcrypt_.empty()) libgcrypt_ = first_match(part, "This is Libgcrypt ", libgcrypt_version());
    has_boringssl_ = has_boringssl_ || find(part, "BoringSSL");
    has_assembly_ = has_assembly_ || find(part, "CRYPTOGAMS by <");
    has_sources_ = has_sources_ || find(part, "crypto/evp/");
  }

  LinkedCode result() const {
    if (has_assembly_ || has_sources_) {
      if (has_boringssl_) return {"boringssl", "BoringSSL", {}, {}};
      if (!openssl_.empty()) return {"openssl", openssl_, {}, {}};
    }
    if (!libgcrypt_.empty()) return {"libgcrypt", libgcrypt_, openssl_, {}};
    if (has_assembly_)
      return {"cryptogams", "assembly of CRYPTOGAMS, as OpenSSL, BoringSSL, ring and others have it", openssl_, {}};
    return {{}, {}, openssl_, {}};
  }

 private:
  static const char* place_of(std::string_view part, std::string_view text) {
    return static_cast<const char*>(::memmem(part.data(), part.size(), text.data(), text.size()));
  }

  static bool find(std::string_view part, std::string_view text) { return place_of(part, text) != nullptr; }

  static std::string first_match(std::string_view part, std::string_view beginning, const std::regex& pattern) {
    for (const char* at = place_of(part, beginning); at != nullptr;) {
      part.remove_prefix(static_cast<std::size_t>(at - part.data()));
      const std::string_view text = part.substr(0, kLongestText);
      std::cmatch match;
      if (std::regex_search(text.data(), text.data() + text.size(), match, pattern, std::regex_constants::match_continuous))
        return match.str();
      part.remove_prefix(beginning.size());
      at = place_of(part, beginning);
    }
    return {};
  }

  std::string openssl_, libgcrypt_;
  bool has_boringssl_ = false, has_assembly_ = false, has_sources_ = false;
};

LinkedCode not_scanned(std::string why) { return {{}, {}, {}, std::move(why)}; }

}  // namespace

LinkedCode find_linked_code(const std::filesystem::path& path) {
  const FileHandle file(path);
  if (!file) return not_scanned(std::strerror(file.error()));
  if (!file.is_regular()) return not_scanned("not a regular file");
  if (file.size() > kLargestScanned) return not_scanned(fmt::format("larger than {} MiB", kLargestScanned >> 20U));
  CodeFinder finder;
  std::vector<char> part(kScanPart + kLongestText);
  std::size_t kept = 0;
  for (std::uint64_t done = 0; done <= kLargestScanned;) {
    const ssize_t got = ::read(file.descriptor(), part.data() + kept, kScanPart);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return not_scanned(std::strerror(errno));
    if (got == 0) return finder.result();
    const std::size_t size = kept + static_cast<std::size_t>(got);
    finder.look_at({part.data(), size});
    kept = std::min(size, kLongestText);
    std::memmove(part.data(), part.data() + size - kept, kept);
    done += static_cast<std::uint64_t>(got);
  }
  return not_scanned("it grew while it was read");
}

}  // namespace fipsprobe
