#pragma once

#include <string>
#include <string_view>

#include "harness/host/shell_words.hpp"

namespace fipsprobe {

// DefaultGrub is what grub2-mkconfig takes from /etc/default/grub and, where distributions have it, /etc/default/grub.d: the
// command line of the entries that it will make.
class DefaultGrub {
 public:
  static constexpr std::string_view kTitle = "GRUB_CMDLINE_LINUX and GRUB_CMDLINE_LINUX_DEFAULT";

  // take reads the assignments of a file; true when one of the two variables is among them. Later files change what earlier
  // ones set. Throws Error for a text that is no such script.
  bool take(std::string_view text);

  // command_line is GRUB_CMDLINE_LINUX and GRUB_CMDLINE_LINUX_DEFAULT.
  std::string command_line() const;

  // why_unknown says why the command line cannot be known without running a program; empty when it is known.
  const std::string& why_unknown() const { return why_unknown_; }

 private:
  // set tells whether it was one of the two variables.
  bool set(const ShellAssignment& what, bool is_computed);

  ShellVariables variables_;
  std::string why_unknown_;
};

}  // namespace fipsprobe
