#include "harness/host/crypto_names.hpp"

#include <algorithm>
#include <array>

namespace fipsprobe {
namespace {

// The names up to ".so". With libraries that other modules rest on: nettle and hogweed do the work of GnuTLS, freebl of NSS.
constexpr std::array<std::string_view, 14> kNames = {
    "libcrypto", "libssl",     "libgcrypt",     "libsoftokn3", "libfreebl3", "libfreeblpriv3", "libgnutls",
    "libnettle", "libhogweed", "libmbedcrypto", "libwolfssl",  "libbotan-2", "libbotan-3",     "libaws-lc-fips"};

constexpr std::string_view kHexDigits = "0123456789abcdef";

// is_mark tells whether a text is what auditwheel puts behind a name: "-" and eight digits or more.
bool is_mark(std::string_view text) {
  return text.size() >= 9 && text[0] == '-' && text.find_first_not_of(kHexDigits, 1) == std::string_view::npos;
}

}  // namespace

bool is_crypto_library(std::string_view file_name) {
  const std::size_t end = file_name.find(".so");
  if (end == std::string_view::npos) return false;
  const std::string_view behind = file_name.substr(end + 3);
  if (behind.ends_with(".debug") || behind.ends_with(".hmac")) return false;
  if (!behind.empty() && behind[0] != '.') return false;
  const std::string_view name = file_name.substr(0, end);
  return std::ranges::any_of(kNames, [&](std::string_view known) {
    return name.starts_with(known) && (name.size() == known.size() || is_mark(name.substr(known.size())));
  });
}

}  // namespace fipsprobe
