#include "harness/assess/commands.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <sstream>

namespace fipsprobe {
namespace {

std::string text_of_fact(const Context& context, std::string_view name) { return host_fact(context, name).value.value_or(""); }

const std::vector<std::string>& lines_for(const Check& check, const Context& context) {
  static const std::vector<std::string> none;
  const std::string id = text_of_fact(context, "os.id");
  const std::string like = id == "ubuntu" ? "debian" : std::string();  // the same tools and names of packages
  for (const std::string& key : {id + " " + text_of_fact(context, "os.version_id"), id, like, std::string()}) {
    const auto found = check.commands.find(key);
    if (found != check.commands.end()) return found->second;
  }
  return none;
}

// quoted makes one word of a shell's command of a text from the evidence; nullopt for one that no line can hold.
std::optional<std::string> quoted(const std::string& text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (text.empty() || std::ranges::any_of(text, is_control)) return std::nullopt;
  const auto is_plain = [](char c) {
    constexpr std::string_view kPunctuation = "/._+-:~=@%,";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kPunctuation.find(c) != std::string_view::npos;
  };
  if (std::ranges::all_of(text, is_plain) && text.front() != '~' && text.front() != '-') return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

// package_name is what the package manager's commands call the package: NAME-VERSION-RELEASE.ARCH, or NAME:ARCH of dpkg's.
std::string package_name(const std::string& package) {
  std::istringstream stream(package);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  if (words.size() == 2 && words[0] == "rpm") return words[1];
  if (words.size() != 4 || words[0] != "dpkg") return {};
  return words[3] == "all" ? words[1] : words[1] + ":" + words[3];
}

// filled_in puts a value in the place of its name; nullopt where it is not known, or cannot be put on a line.
std::optional<std::string> filled_in(std::string line, std::string_view name, const std::string& value) {
  const std::size_t at = line.find(name);
  if (at == std::string::npos) return line;
  const auto word = quoted(value);
  if (!word) return std::nullopt;
  return line.replace(at, name.size(), *word);
}

}  // namespace

std::vector<std::string> commands_for(const Check& check, const Context& context, const Subject* subject) {
  const Identity nothing;
  const Identity& identity = subject == nullptr ? nothing : subject->module.identity;
  const std::string& file = identity.path.empty() ? identity.real_path : identity.path;
  std::vector<std::string> commands;
  for (const std::string& line : lines_for(check, context)) {
    const auto with_file = filled_in(line, "{file}", file);
    const auto with_both = with_file ? filled_in(*with_file, "{package}", package_name(identity.package)) : std::nullopt;
    if (with_both) commands.push_back(*with_both);
  }
  return commands;
}

}  // namespace fipsprobe
