#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/host/shell_words.hpp"

namespace fipsprobe {

// LoaderEntry is one way to start a Linux kernel, with GRUB's variables filled in as GRUB does.
struct LoaderEntry {
  std::string title;
  std::string kernel;  // without the device before it
  std::vector<std::string> initramfs;
  std::string command_line;
  std::vector<std::string> unset;  // variables of the command line that are set nowhere, and stand there as nothing
};

// loader_entry reads a file of the Boot Loader Specification (type 1): "KEY VALUE" a line, of which options and initrd may come
// several times. Throws Error when it names no kernel.
LoaderEntry loader_entry(std::string_view text, const ShellVariables& variables);

// grubby_entries reads what "grubby --info=ALL" writes: 'NAME="VALUE"' a line, "index" first. Entries that start no Linux
// kernel are left out. At most 256 entries are read.
std::vector<LoaderEntry> grubby_entries(std::string_view text, const ShellVariables& variables);

// without_device returns a path without the device that GRUB writes before it in parentheses: "($root)/boot/vmlinuz".
std::string without_device(const std::string& path);

}  // namespace fipsprobe
