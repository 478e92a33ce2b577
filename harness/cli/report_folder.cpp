#include "harness/cli/report_folder.hpp"

#include <fmt/format.h>

#include <system_error>

#include "harness/cli/output.hpp"
#include "harness/host/file_digest.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {

void write_report_folder(const std::filesystem::path& folder, const std::map<std::string, std::string>& files) {
  std::error_code trouble;
  std::filesystem::create_directories(folder, trouble);
  if (trouble) throw Error(fmt::format("{}: cannot be made: {}", folder.string(), trouble.message()));
  std::string manifest;
  for (const auto& [name, content] : files) {
    write_file_whole(folder / name, content);
    manifest += fmt::format("{}  {}\n", sha256_of_file(folder / name), name);
  }
  write_file_whole(folder / "manifest.sha256", manifest);
}

}  // namespace fipsprobe
