#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "harness/host/external_tool.hpp"

// How the tools of the two package managers are asked. `root` is where the package database is.
namespace fipsprobe {

bool has_rpm_database(const std::filesystem::path& root);
bool has_dpkg_database(const std::filesystem::path& root);

// rpm_words begins a command of rpm. There must be a database: rpm would make an empty one.
std::vector<std::string> rpm_words(const std::filesystem::path& root);

// dpkg_words and dpkg_query_words begin commands of dpkg.
std::vector<std::string> dpkg_words(const std::filesystem::path& root);
std::vector<std::string> dpkg_query_words(const std::filesystem::path& root);

// complaint_of returns the first error that a tool wrote, "rpm: error: ..."; empty when it wrote none. Warnings, and what dpkg
// says of names that nobody owns, are no errors.
std::string complaint_of(const ToolAnswer& answer);

// is_there tells whether a file, or what a link leads to, is there.
bool is_there(const std::filesystem::path& path);

}  // namespace fipsprobe
