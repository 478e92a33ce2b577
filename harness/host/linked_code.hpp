#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace fipsprobe {

// LinkedCode is what a program or library holds of crypto libraries that were linked into it.
struct LinkedCode {
  std::string family;      // "openssl", "boringssl", "libgcrypt", "cryptogams"; empty: none was found
  std::string text;        // the version string, or the words that were found
  std::string only_named;  // OpenSSL's version string without any of its code: it comes from the header
  std::string why_not;     // why the file was not read to its end; empty: it was
};

inline constexpr std::uint64_t kLargestScanned = std::uint64_t{1} << 30U;  // bytes

// find_linked_code reads a file from its start to its end, in parts of 1 MiB, and looks for texts that are compiled into crypto
// code. OpenSSL's version string (OPENSSL_VERSION_TEXT) is in its header too, so a program that only calls a libcrypto beside
// it may hold it; what its own object files hold beside it is the names of its sources ("crypto/evp/...", for its error queue)
// and the words of its assembly ("... CRYPTOGAMS by <appro@openssl.org>").
LinkedCode find_linked_code(const std::filesystem::path& path);

}  // namespace fipsprobe
