#pragma once

#include <string>
#include <vector>

#include "harness/model/integrity_file.hpp"

namespace fipsprobe {

// check_nss_files verifies the .chk files beside the libraries of NSS: a DSA signature with its public key inside (format 1,
// 3.87 and older) or an HMAC with its key inside (format 2). `loaded` are files that the module loaded; a freebl that is not
// among them is looked for beside softoken. A row "absent" where softoken or libfreeblpriv3 has no .chk.
std::vector<IntegrityFile> check_nss_files(const std::string& softoken, const std::vector<std::string>& loaded);

}  // namespace fipsprobe
