#include "harness/host/package_database.hpp"

#include <optional>
#include <string_view>

#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

using Path = std::filesystem::path;

// rpm_database gives the folder of rpm's database.
std::optional<std::string> rpm_database(const Path& root) {
  for (const std::string_view folder : {"/var/lib/rpm", "/usr/lib/sysimage/rpm"}) {
    for (const std::string_view file : {"Packages", "rpmdb.sqlite", "Packages.db"}) {
      if (is_there(under(root, folder) / file)) return std::string(folder);
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_there(const Path& path) {
  std::error_code error;
  return std::filesystem::exists(path, error);
}

bool has_rpm_database(const Path& root) { return rpm_database(root).has_value(); }

bool has_dpkg_database(const Path& root) { return is_there(under(root, "/var/lib/dpkg/status")); }

// The folder is always named to rpm: its default is another one where rpm is not the host's own package manager.
std::vector<std::string> rpm_words(const Path& root) {
  std::vector<std::string> words = {"rpm", "--dbpath", rpm_database(root).value_or("/var/lib/rpm")};
  if (root != "/") words.insert(words.end(), {"--root", root.string()});
  return words;
}

std::vector<std::string> dpkg_words(const Path& root) {
  if (root == "/") return {"dpkg"};
  return {"dpkg", "--root=" + root.string()};
}

std::vector<std::string> dpkg_query_words(const Path& root) {
  if (root == "/") return {"dpkg-query"};
  return {"dpkg-query", "--admindir=" + under(root, "/var/lib/dpkg").string()};
}

std::string complaint_of(const ToolAnswer& answer) {
  if (!answer.why_failed.empty()) return answer.why_failed;
  for (const std::string_view line : lines_of(answer.errors)) {
    if (line.starts_with("error: ")) return "rpm: " + std::string(line);
    if (line.find(": error: ") != std::string_view::npos) return std::string(line);
  }
  return {};
}

}  // namespace fipsprobe
