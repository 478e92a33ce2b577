#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/model/integrity_file.hpp"

namespace fipsprobe {

// check_gnutls_files compares a libgnutls, nettle, hogweed and gmp with their .hmac files. GnuTLS 3.3 has one for each library
// in fipscheck's format; later versions have one file with a section for each library. `companions` are the files of nettle,
// hogweed and gmp that the module loaded; one that is not among them is looked for beside libgnutls. No rows for a build
// without FIPS140 code.
std::vector<IntegrityFile> check_gnutls_files(const std::string& library, const std::vector<std::string>& companions);

}  // namespace fipsprobe
