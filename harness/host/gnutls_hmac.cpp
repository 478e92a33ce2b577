#include "harness/host/gnutls_hmac.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <functional>
#include <map>

#include "harness/host/hmac_file.hpp"
#include "harness/host/integrity_row.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/bytes.hpp"

namespace fipsprobe {
namespace {

constexpr std::string_view kGnutlsHmacKind = "HMAC-SHA256, .hmac file of GnuTLS";
constexpr std::size_t kMaxSections = 16;  // there are five

// A build without FIPS140 code does not know this variable.
constexpr std::string_view kFipsVariable = "GNUTLS_FORCE_FIPS_MODE";

using Sections = std::map<std::string, std::map<std::string, std::string>>;

// sections_of reads "[section]" and "name = value" lines.
Sections sections_of(std::string_view text) {
  Sections sections;
  std::string section;
  for (const std::string_view each : lines_of(text)) {
    const std::string_view line = trimmed(each);
    if (line.starts_with('[') && line.ends_with(']')) section = line.substr(1, line.size() - 2);
    if (section.empty() || sections.size() > kMaxSections) continue;
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    sections[section].emplace(trimmed(line.substr(0, equals)), trimmed(line.substr(equals + 1)));
  }
  return sections;
}

// is_name_of_library keeps what a hostile file may call a library from being a path or unprintable.
bool is_name_of_library(const std::string& section) {
  const auto is_allowed = [](unsigned char c) { return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_' || c == '+'; };
  return section.starts_with("lib") && std::ranges::all_of(section, is_allowed);
}

// file_of returns the library that a section speaks of.
std::string file_of(const std::string& section, const std::string& library, const std::vector<std::string>& companions) {
  const auto has_name = [&](const std::string& path) { return std::filesystem::path(path).filename() == section; };
  if (section.starts_with("libgnutls.")) return library;
  const auto loaded = std::ranges::find_if(companions, has_name);
  return loaded != companions.end() ? *loaded : (std::filesystem::path(library).parent_path() / section).string();
}

bool has_known_version(const Sections& sections) {
  const auto global = sections.find("global");
  if (global == sections.end()) return false;
  const auto version = global->second.find("format-version");
  return version != global->second.end() && version->second == "1";
}

// check_sections compares every library of a file of the later format, which its module takes as a whole.
std::vector<IntegrityFile> check_sections(const Sections& sections, const std::string& hmac_file, const std::string& library,
                                          const std::vector<std::string>& companions) {
  const auto refused = [&](const std::function<Comparison()>& why) {
    return std::vector<IntegrityFile>{integrity_row(library, hmac_file, kGnutlsHmacKind, why)};
  };
  if (!has_known_version(sections)) return refused([] { return Comparison::unknown("its format-version is not 1"); });
  const std::vector<std::string_view> keys = hmac_keys_in(library);
  std::vector<IntegrityFile> rows;
  for (const auto& [section, values] : sections) {
    if (!is_name_of_library(section)) continue;
    const auto hmac = values.find("hmac");
    const std::string file = file_of(section, library, companions);
    rows.push_back(integrity_row(file, hmac_file, kGnutlsHmacKind, [&values = values, hmac, &file, &keys] {
      if (hmac == values.end() || hmac->second.size() != 64 || !from_hex(hmac->second))
        return Comparison::differs("its section has no HMAC of 64 hexadecimal digits");
      return compared_with_keys(file, hmac->second, keys);
    }));
  }
  return rows.empty() ? refused([] { return Comparison::differs("it names no library"); }) : rows;
}

bool is_library_of_gnutls(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename();
  return name.starts_with("libnettle.") || name.starts_with("libhogweed.") || name.starts_with("libgmp.");
}

std::vector<IntegrityFile> check_each(const std::string& library, const std::vector<std::string>& companions) {
  const std::vector<std::string_view> keys = hmac_keys_in(library);
  std::vector<IntegrityFile> rows = check_hmac_file(library, keys);
  for (const std::string& companion : companions) {
    if (!is_library_of_gnutls(companion)) continue;
    for (IntegrityFile& row : check_hmac_file(companion, keys)) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

std::vector<IntegrityFile> check_gnutls_files(const std::string& library, const std::vector<std::string>& companions) {
  const std::vector<std::string> candidates = hmac_file_paths(library);
  const std::vector<std::string> files = distinct_files(candidates);
  std::vector<IntegrityFile> rows;
  bool is_later_format = false;
  for (const std::string& file : files) {
    const TextFile text = read_text_file(file, kMaxIntegrityFile);
    if (!text.text || !trimmed(*text.text).starts_with('[')) continue;
    is_later_format = true;
    for (IntegrityFile& row : check_sections(sections_of(*text.text), file, library, companions))
      rows.push_back(std::move(row));
  }
  if (is_later_format) return rows;
  if (!files.empty()) return check_each(library, companions);
  if (whole_file(library, kMaxChecked).find(kFipsVariable) == std::string::npos) return {};
  return {absent_row(library, candidates.front(), kGnutlsHmacKind, "the library has FIPS140 code, which wants such a file")};
}

}  // namespace fipsprobe
