#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "harness/model/evidence.hpp"

namespace fipsprobe {

// FactRow is one fact of the host: its name, where it comes from, what it means, and the function that reads it. The function
// only reads, and takes the root of the file system so that tests can give it another.
struct FactRow {
  std::string_view name;
  std::string_view source;
  std::string_view meaning;
  Fact (*read)(const std::filesystem::path& root);
};

// The rows by topic, each in the file of that name.
std::span<const FactRow> system_facts();
std::span<const FactRow> cpu_facts();
std::span<const FactRow> fips_facts();
std::span<const FactRow> boot_facts();
std::span<const FactRow> container_facts();

}  // namespace fipsprobe
