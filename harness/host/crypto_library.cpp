#include "harness/host/crypto_library.hpp"

#include <algorithm>
#include <array>

namespace fipsprobe {
namespace {

struct KnownName {
  std::string_view stem;
  std::string_view family;
};
constexpr std::array kKnownNames = {
    KnownName{"libcrypto", "openssl"},  KnownName{"libssl", "openssl"},      KnownName{"libsoftokn3", "nss"},
    KnownName{"libfreebl3", "nss"},     KnownName{"libfreeblpriv3", "nss"},  KnownName{"libnss3", "nss"},
    KnownName{"libssl3", "nss"},        KnownName{"libgcrypt", "libgcrypt"}, KnownName{"libgnutls", "gnutls"},
    KnownName{"libnettle", "nettle"},   KnownName{"libhogweed", "nettle"},   KnownName{"libmbedcrypto", "mbedtls"},
    KnownName{"libmbedtls", "mbedtls"}, KnownName{"libmbedx509", "mbedtls"}, KnownName{"libwolfssl", "wolfssl"},
};

// is_library_of: "libcrypto.so.3" and "libcrypto-4f1b.so.1.1" are of the stem "libcrypto", "libcrypto++.so.8" is not.
bool is_library_of(std::string_view name, std::string_view stem) {
  if (!name.starts_with(stem)) return false;
  const std::string_view rest = name.substr(stem.size());
  const std::size_t so = rest.find(".so");
  if (so == std::string_view::npos || (so != 0 && rest[0] != '-' && rest[0] != '.' && rest[0] != '_')) return false;
  const std::string_view behind = rest.substr(so + 3);
  return behind.empty() || behind.front() == '.';
}

}  // namespace

std::string_view crypto_family_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  const auto* const found =
      std::ranges::find_if(kKnownNames, [&](const KnownName& known) { return is_library_of(name, known.stem); });
  if (found != kKnownNames.end()) return found->family;
  const std::string_view folder = path.substr(0, slash == std::string_view::npos ? 0 : slash);
  return folder.ends_with("/ossl-modules") && name.ends_with(".so") ? "openssl" : std::string_view();
}

}  // namespace fipsprobe
