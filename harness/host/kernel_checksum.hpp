#pragma once

#include <filesystem>
#include <string>

#include "harness/model/integrity_file.hpp"

namespace fipsprobe {

// check_kernel_checksum compares a kernel in /boot with the file .NAME.hmac beside it, as the initramfs does at boot in FIPS
// mode with sha512hmac -c: "HEX  PATH", HMAC-SHA512 with a published key. PATH is absolute (Amazon Linux 2) or relative to
// /boot (where kernel-install made it). By mbed TLS, never by the kernel. `image` is absolute below `root`. Never throws for
// what the files contain.
IntegrityFile check_kernel_checksum(const std::string& image, const std::filesystem::path& root);

}  // namespace fipsprobe
