#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/host/integrity_row.hpp"
#include "harness/model/bytes.hpp"

namespace fipsprobe {

// has_embedded_mac tells whether a library carries the MAC of its integrity check in its section .rodata1: builds of the FIPS
// provider of OpenSSL 3 of Red Hat's kind. A section of zeros is one that never got it. False as well for what is no
// library any more.
bool has_embedded_mac(const std::string& library);

// compared_with_embedded_mac compares that MAC, HMAC-SHA256 of the whole file with the 32 bytes of the section zero.
Comparison compared_with_embedded_mac(const std::string& library, ByteView key);

// check_libgcrypt_section checks the MAC inside a libgcrypt 1.10 or later that was built with --enable-hmac-binary-check: in
// .note.fdo.integrity (of the file to the end of its segments, without its section headers), or in .rodata1 before 1.10.2.
// `keys` are those that the library has in it. No row when it has no such section.
std::vector<IntegrityFile> check_libgcrypt_section(const std::string& library, const std::vector<std::string_view>& keys);

}  // namespace fipsprobe
