#pragma once

#include <filesystem>

#include "harness/model/installed_crypto.hpp"

namespace fipsprobe {

// find_installed_crypto looks for crypto libraries, by their names, in the loader's cache, in the folders of libraries and
// below those where languages, browsers and administrators put copies (/usr/lib, /usr/lib64, /usr/local, /opt, /srv, /root,
// /home), and for packages of side_packages.json. It follows no link to a folder, stays on the file system that a search began
// on, and ends after a million names or 30 seconds; what was left out is in `not_searched`.
InstalledCrypto find_installed_crypto(const std::filesystem::path& root);

}  // namespace fipsprobe
