#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/host/integrity_row.hpp"

namespace fipsprobe {

// hmac_keys_in returns which of the published keys of .hmac files a library has in it. A library without any makes no such
// check. Throws InputError when it cannot be read.
std::vector<std::string_view> hmac_keys_in(const std::string& library);

// hmac_file_paths returns where the .hmac file of a library may be: ".NAME.hmac" beside it, "fipscheck/NAME.hmac" and
// "fipscheck/.NAME.hmac", for the names that it has (file, symbolic link, soname).
std::vector<std::string> hmac_file_paths(const std::string& library);

// check_hmac_file compares a library with each .hmac file of its own in fipscheck's format: 64 hexadecimal digits of
// HMAC-SHA256. `keys` are those of the module that checks it. A row "absent" where there is no such file and it has a key.
std::vector<IntegrityFile> check_hmac_file(const std::string& library, const std::vector<std::string_view>& keys);

// compared_with_keys tells whether `held`, 64 hexadecimal digits, is the library's HMAC-SHA256 with one of the keys. Without
// keys every published one is tried, and if none fits it is unknown.
Comparison compared_with_keys(const std::string& library, std::string_view held, const std::vector<std::string_view>& keys);

}  // namespace fipsprobe
