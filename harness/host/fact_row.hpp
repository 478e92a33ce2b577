#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "harness/model/fact.hpp"

namespace fipsprobe {

// Depth tells how much is read of a host.
//   quick     what takes milliseconds in all: for `status`, `verify` and others
//   thorough  also what asks a package manager, or reads a kernel, an initramfs or the kernel's log
enum class Depth { quick, thorough };

// kNotReadQuickly is why a thorough fact is unknown to a quick look.
inline constexpr std::string_view kNotReadQuickly = "not read by status and other quick commands: audit and preflight read it";

// FactRow is one fact of the host: its name, where it comes from, what it means, and the function that reads it. The function
// only reads, and takes the root of the file system so that tests can give it another.
struct FactRow {
  std::string_view name;
  std::string_view source;
  std::string_view meaning;
  Fact (*read)(const std::filesystem::path& root);
  Depth depth = Depth::quick;  // from which on it is read
};

// The rows by topic, each in the file of that name.
std::span<const FactRow> system_facts();
std::span<const FactRow> cpu_facts();
std::span<const FactRow> performance_facts();
std::span<const FactRow> fips_facts();
std::span<const FactRow> boot_facts();
std::span<const FactRow> container_facts();
std::span<const FactRow> kernel_facts();
std::span<const FactRow> dracut_facts();
std::span<const FactRow> override_facts();

}  // namespace fipsprobe
