#include "harness/host/side_packages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>

#include "harness/host/embedded.hpp"
#include "harness/host/package_database.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/json_place.hpp"

namespace fipsprobe {
namespace {

using Path = std::filesystem::path;

constexpr std::chrono::seconds kSidePackagesTimeLimit{20};

struct Known {
  std::string name, brings;
};

std::vector<Known> read_known() {
  const std::string file = "built-in side_packages.json";
  const nlohmann::json json = parse_json(embedded_file(host_files(), "side_packages.json"), file);
  std::vector<Known> all;
  for (const JsonPlace& place : JsonPlace(json, file).member("packages").items())
    all.push_back({place.member("name").text(), place.member("brings").text()});
  return all;
}

const std::vector<Known>& known() {
  static const std::vector<Known> all = read_known();
  return all;
}

// add_known reads lines of "NAME<tab>the package as Identity::package has it".
void add_known(SidePackages& found, const ToolAnswer& answer, std::string_view manager) {
  const std::string complaint = complaint_of(answer);
  if (!complaint.empty()) found.not_asked.push_back(fmt::format("packages of {}: {}", manager, complaint));
  for (const std::string_view line : lines_of(answer.output)) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) continue;
    const auto is_it = [&](const Known& each) { return matches(each.name, line.substr(0, tab)); };
    const auto it = std::ranges::find_if(known(), is_it);
    if (it != known().end()) found.packages.push_back({std::string(line.substr(tab + 1)), it->brings});
  }
}

ToolAnswer all_of_rpm(const Path& root) {
  std::vector<std::string> words = rpm_words(root);
  words.insert(words.end(), {"-qa", "--queryformat", "%{NAME}\trpm %{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}\n"});
  return ask_tool(words, kSidePackagesTimeLimit);
}

// all_of_dpkg leaves out packages that are known and not installed: their state begins with other letters.
ToolAnswer all_of_dpkg(const Path& root) {
  std::vector<std::string> words = dpkg_query_words(root);
  words.insert(words.end(),
               {"--show", "--showformat=${db:Status-Abbrev}${Package}\tdpkg ${Package} ${Version} ${Architecture}\n"});
  ToolAnswer answer = ask_tool(words, kSidePackagesTimeLimit);
  std::string installed;
  for (const std::string_view line : lines_of(answer.output)) {
    if (line.size() > 3 && line[1] == 'i') installed += fmt::format("{}\n", line.substr(3));
  }
  answer.output = std::move(installed);
  return answer;
}

}  // namespace

bool matches(std::string_view pattern, std::string_view name) {
  if (!pattern.ends_with('*')) return pattern == name;
  return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

SidePackages find_side_packages(const Path& root) {
  SidePackages found;
  if (has_rpm_database(root)) add_known(found, all_of_rpm(root), "rpm");
  if (has_dpkg_database(root)) add_known(found, all_of_dpkg(root), "dpkg");
  if (!has_rpm_database(root) && !has_dpkg_database(root))
    found.not_asked.emplace_back("packages: this host has no database of rpm or dpkg");
  return found;
}

}  // namespace fipsprobe
