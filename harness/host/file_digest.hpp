#pragma once

#include <filesystem>
#include <string>

#include "harness/model/bytes.hpp"

// Digests of files, by a library that is never a module under test (mbed TLS). The files are read in parts of 64 KiB.
namespace fipsprobe {

// sha256_of_file returns 64 hexadecimal digits. Throws InputError when the file cannot be read or is not a regular file.
std::string sha256_of_file(const std::filesystem::path& path);

// hmac_sha256_of_file and hmac_sha512_of_file return the HMAC (FIPS 198-1) in hexadecimal digits: what .hmac files hold. Throw
// as sha256_of_file does.
std::string hmac_sha256_of_file(const std::filesystem::path& path, ByteView key);
std::string hmac_sha512_of_file(const std::filesystem::path& path, ByteView key);

// hmac_sha256 and sha256 are of bytes in memory: 64 hexadecimal digits, and the 32 bytes themselves.
std::string hmac_sha256(ByteView content, ByteView key);
Bytes sha256(ByteView content);

}  // namespace fipsprobe
