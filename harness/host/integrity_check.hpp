#pragma once

#include <filesystem>
#include <vector>

#include "harness/model/evidence.hpp"

namespace fipsprobe {

// check_integrity_files compares the files of a module with the checksums and signatures that came with them, without loading
// the module: .hmac files (fipscheck, GnuTLS), .chk files (NSS), the MAC of the FIPS provider (OpenSSL 3), the MAC inside
// libgcrypt. It wants the module's identity (path, parts) and the environment of its runs. No rows for a build that has no such
// check, and for the kernel. Never throws for what files contain: that is "unknown" with the reason. `root` is where absolute
// paths that are built into a library begin.
std::vector<IntegrityFile> check_integrity_files(const ModuleEvidence& module, const std::filesystem::path& root);

}  // namespace fipsprobe
