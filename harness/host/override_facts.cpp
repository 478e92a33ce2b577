#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

#include "harness/host/fact_row.hpp"
#include "harness/host/fips_variables.hpp"
#include "harness/host/text_file.hpp"

// What decides over FIPS mode beside the kernel's flag: environment variables, where this program has them and where the host
// sets them for others.
namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kOverrideMostFiles = 20000;

Fact own_environment(const fs::path&) {
  std::vector<std::string> found;
  for (const std::string_view name : fips_variables()) {
    const char* const value = std::getenv(std::string(name).c_str());
    if (value != nullptr) found.push_back(fmt::format("{}={}", name, value));
  }
  return Fact::of(found.empty() ? "none" : fmt::format("{}", fmt::join(found, "; ")), {});
}

Fact manager_environment(const fs::path& root) {
  const TextFile file = read_text_file(under(root, "/proc/1/environ"));
  if (!file.text) return Fact::unknown(file.why(), {});
  std::vector<std::string> found;
  for (const Setting& setting : settings_in_environment(*file.text)) found.push_back(setting.text);
  return Fact::of(found.empty() ? "none" : fmt::format("{}", fmt::join(found, "; ")), {});
}

// Where is a folder whose files of these endings are read; of the folders in it too where `deep`.
struct Where {
  std::string_view folder;
  std::string_view ending;  // empty: every file
  bool deep = false;
};
constexpr std::array kFolders = {
    Where{"/etc/profile.d", ".sh"},
    Where{"/etc/environment.d", ".conf"},
    Where{"/usr/lib/environment.d", ".conf"},
    Where{"/etc/sysconfig", ""},
    Where{"/etc/default", ""},
    Where{"/etc/systemd/system.conf.d", ".conf"},
    Where{"/run/systemd/system.conf.d", ".conf"},
    Where{"/usr/lib/systemd/system.conf.d", ".conf"},
    Where{"/etc/systemd/system", ".service", true},
    Where{"/etc/systemd/system", ".conf", true},
    Where{"/run/systemd/system", ".service", true},
    Where{"/run/systemd/system", ".conf", true},
    Where{"/usr/lib/systemd/system", ".service", true},
    Where{"/usr/lib/systemd/system", ".conf", true},
};
constexpr std::array<std::string_view, 5> kFiles = {"/etc/environment", "/etc/profile", "/etc/bashrc", "/etc/bash.bashrc",
                                                    "/etc/systemd/system.conf"};

void add_files(std::vector<std::string>& files, const fs::path& root, const Where& where, const std::string& folder) {
  std::error_code error;
  for (fs::directory_iterator at(under(root, folder), error), end; !error && at != end; at.increment(error)) {
    const std::string name = folder + "/" + at->path().filename().string();
    std::error_code kind_error;
    if (fs::is_directory(at->symlink_status(kind_error))) {
      if (where.deep && folder == where.folder) add_files(files, root, where, name);
      continue;
    }
    if (name.ends_with(where.ending) && files.size() < kOverrideMostFiles) files.push_back(name);
  }
}

std::vector<std::string> configuration_files(const fs::path& root) {
  std::vector<std::string> files(kFiles.begin(), kFiles.end());
  for (const Where& where : kFolders) add_files(files, root, where, std::string(where.folder));
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

Fact configured_environment(const fs::path& root) {
  std::vector<std::string> found, unread;
  for (const std::string& name : configuration_files(root)) {
    const TextFile file = read_text_file(under(root, name));
    if (!file.text) {
      // A unit that is masked is a link to /dev/null, which is no regular file.
      if (!file.absent() && file.error != EINVAL) unread.push_back(fmt::format("{}: {}", name, file.why()));
      continue;
    }
    for (const Setting& setting : settings_in(*file.text))
      found.push_back(fmt::format("{}:{} {}", name, setting.line, setting.text));
  }
  if (found.empty() && !unread.empty()) return Fact::unknown(fmt::format("{}", fmt::join(unread, "; ")), {});
  for (const std::string& each : unread) found.push_back("not read: " + each);
  return Fact::of(found.empty() ? "none" : fmt::format("{}", fmt::join(found, "; ")), {});
}

constexpr std::array kOverrideRows = {
    FactRow{"environment.own", "the environment of fipsprobe",
            "variables that decide over a module's FIPS mode; none. Modules as found are started with them", own_environment},
    FactRow{"environment.manager", "/proc/1/environ", "the same variables of the first process, which services inherit; none",
            manager_environment},
    FactRow{"environment.configured",
            "/etc/environment, /etc/profile, /etc/profile.d, /etc/sysconfig, /etc/default, environment.d, units of systemd",
            "where the host sets such variables for others, with file and line; none", configured_environment, Depth::thorough},
};

}  // namespace

std::span<const FactRow> override_facts() { return kOverrideRows; }

}  // namespace fipsprobe
