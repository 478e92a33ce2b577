#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/host/loader_entry.hpp"
#include "harness/host/shell_words.hpp"

namespace fipsprobe {

// GrubEntry is one "menuentry" of grub.cfg that starts a Linux kernel.
struct GrubEntry {
  LoaderEntry entry;
  std::string id;
  std::string place;  // "0", or "1>2" for an entry of a submenu: as GRUB counts them
};

// GrubMenu is what a grub.cfg says.
struct GrubMenu {
  ShellVariables variables;  // what it sets, together with what was given
  std::vector<GrubEntry> entries;
};

// grub_environment reads a GRUB environment block ("grubenv"): NAME=VALUE a line.
ShellVariables grub_environment(std::string_view text);

// grub_menu reads the text of a grub.cfg as far as its menu goes. Conditions are not decided: a variable that `environment` has
// keeps its value, since the files that distributions write set it only where the environment block does not; and of two
// branches the one that sets a value counts. Throws Error for a text that is no such script, and for more than 256 entries.
GrubMenu grub_menu(std::string_view text, const ShellVariables& environment);

// is_default_of tells whether an entry is the one that GRUB's variable "default" names, by its place, its title or its id.
bool is_default_of(const GrubEntry& entry, const ShellVariables& variables);

}  // namespace fipsprobe
