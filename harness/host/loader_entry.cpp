#include "harness/host/loader_entry.hpp"

#include <algorithm>

#include "harness/host/text_file.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kLoaderEntryMostEntries = 256;

struct Filled {
  std::string text;
  std::vector<std::string> unset;
};

// filled_in replaces $NAME and ${NAME}; everything else of a value, quotes too, is for the kernel.
Filled filled_in(std::string_view text, const ShellVariables& variables) {
  constexpr std::string_view name_characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
  Filled filled;
  for (std::size_t at = 0; at < text.size();) {
    const bool braced = text.substr(at).starts_with("${");
    const std::size_t begin = at + (braced ? 2 : 1);
    const std::size_t end = std::min(text.find_first_not_of(name_characters, begin), text.size());
    const bool is_variable = text[at] == '$' && end > begin && (!braced || text.substr(end).starts_with('}'));
    if (!is_variable) {
      filled.text += text[at++];
      continue;
    }
    const std::string_view name = text.substr(begin, end - begin);
    const auto value = variables.find(name);
    if (value == variables.end()) filled.unset.emplace_back(name);
    if (value != variables.end()) filled.text += value->second;
    at = end + (braced ? 1 : 0);
  }
  return filled;
}

void add_paths(std::vector<std::string>& paths, std::string_view value, const ShellVariables& variables) {
  const Filled filled = filled_in(value, variables);
  for (const std::string_view word : words_of(filled.text)) paths.push_back(without_device(std::string(word)));
}

void add_options(LoaderEntry& entry, std::string_view value, const ShellVariables& variables) {
  Filled filled = filled_in(value, variables);
  if (!entry.command_line.empty()) entry.command_line += ' ';
  entry.command_line += trimmed(filled.text);
  entry.unset.insert(entry.unset.end(), filled.unset.begin(), filled.unset.end());
}

std::string_view loader_entry_unquoted(std::string_view value) {
  const bool is_quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
  return is_quoted ? value.substr(1, value.size() - 2) : value;
}

void take_line(LoaderEntry& entry, std::string_view name, std::string_view value, const ShellVariables& variables) {
  if (name == "title") entry.title = value;
  if (name == "kernel" || name == "linux") entry.kernel = without_device(std::string(value));
  if (name == "initrd") add_paths(entry.initramfs, value, variables);
  if (name == "args" || name == "options") add_options(entry, value, variables);
}

}  // namespace

LoaderEntry loader_entry(std::string_view text, const ShellVariables& variables) {
  LoaderEntry entry;
  for (const std::string_view line : lines_of(text)) {
    const std::string_view name = line.substr(0, line.find_first_of(" \t"));
    take_line(entry, name, trimmed(line.substr(name.size())), variables);
  }
  if (entry.kernel.empty()) throw Error("it names no kernel");
  return entry;
}

std::vector<LoaderEntry> grubby_entries(std::string_view text, const ShellVariables& variables) {
  std::vector<LoaderEntry> entries;
  for (const std::string_view line : lines_of(text)) {
    const std::string_view name = line.substr(0, line.find('='));
    if (name == "index" && entries.size() < kLoaderEntryMostEntries) entries.emplace_back();
    const std::string_view value = line.substr(std::min(name.size() + 1, line.size()));
    if (!entries.empty()) take_line(entries.back(), name, loader_entry_unquoted(value), variables);
  }
  const auto starts_no_linux = [](const LoaderEntry& entry) { return entry.kernel.empty(); };
  entries.erase(std::remove_if(entries.begin(), entries.end(), starts_no_linux), entries.end());
  return entries;
}

std::string without_device(const std::string& path) {
  const std::size_t end = path.find(')');
  return path.starts_with('(') && end != std::string::npos ? path.substr(end + 1) : path;
}

}  // namespace fipsprobe
