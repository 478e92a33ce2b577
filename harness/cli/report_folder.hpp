#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace fipsprobe {

// write_report_folder writes the files (name to content) into a folder, which it makes when needed, each whole or not at all,
// and last `manifest.sha256` with the SHA-256 of each in the format of sha256sum. Throws Error when the folder cannot be
// written.
void write_report_folder(const std::filesystem::path& folder, const std::map<std::string, std::string>& files);

}  // namespace fipsprobe
