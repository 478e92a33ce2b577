#pragma once

#include <filesystem>

#include "harness/model/processes.hpp"

namespace fipsprobe {

// Search tells what is looked for in processes: mapped libraries by their names, or also code that is linked into programs and
// into libraries of other names. The second reads every file that is mapped as code once.
enum class CodeSearch { by_name, linked_too };

// read_processes looks at every process that /proc of this root lists. It needs no rights: processes of other users, where this
// program has none, are counted and named as unreadable.
ProcessInventory read_processes(const std::filesystem::path& root, CodeSearch search);

}  // namespace fipsprobe
