#include "harness/host/default_grub.hpp"

#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

constexpr std::string_view kAlways = "GRUB_CMDLINE_LINUX";
constexpr std::string_view kNormally = "GRUB_CMDLINE_LINUX_DEFAULT";

std::string default_grub_value_of(const ShellVariables& variables, std::string_view name) {
  const auto found = variables.find(name);
  return found == variables.end() ? std::string() : found->second;
}

}  // namespace

bool DefaultGrub::take(std::string_view text) {
  bool has_line = false;
  ShellReader reader(text);
  while (const auto command = reader.next(variables_)) {
    for (const std::string& word : command->words) {
      const auto what = assignment(word);
      if (what && set(*what, command->is_computed)) has_line = true;
    }
  }
  return has_line;
}

bool DefaultGrub::set(const ShellAssignment& what, bool is_computed) {
  variables_[what.name] = what.value;
  if (what.name != kAlways && what.name != kNormally) return false;
  if (is_computed) why_unknown_ = what.name + " is made by a command, which is not run";
  return true;
}

std::string DefaultGrub::command_line() const {
  const std::string line = default_grub_value_of(variables_, kAlways) + " " + default_grub_value_of(variables_, kNormally);
  return std::string(trimmed(line));
}

}  // namespace fipsprobe
