#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace fipsprobe {

// BlockingLine is a line of a file of modprobe's that keeps a kernel module from being loaded.
struct BlockingLine {
  std::size_t number = 0;  // from 1
  std::string text;        // without white space at its ends
};

// blocking_line returns the first line of a modprobe.d(5) file that blacklists the module, or runs a command in place of
// loading it. modprobe takes "-" and "_" in a module's name for the same.
std::optional<BlockingLine> blocking_line(std::string_view text, std::string_view module);

// is_module_named compares the names of two kernel modules as modprobe does.
bool is_module_named(std::string_view name, std::string_view other);

}  // namespace fipsprobe
