#pragma once

#include <string>
#include <string_view>

// The kernel's command line: Documentation/admin-guide/kernel-parameters.rst of the Linux source.
namespace fipsprobe {

inline constexpr std::string_view kAbsent = "absent";

// kernel_argument returns the value after the last NAME=, which is the one that the kernel keeps; kAbsent when there is none.
// What stands behind "--" belongs to the first process.
std::string kernel_argument(std::string_view command_line, std::string_view name);

// has_word tells whether NAME stands there without a value.
bool has_word(std::string_view command_line, std::string_view name);

// asks_for_fips tells whether the value of fips= asks for FIPS mode. The kernel and dracut take anything but 0 for a yes.
bool asks_for_fips(std::string_view value);

}  // namespace fipsprobe
