#include "harness/host/grub_menu.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "harness/host/text_file.hpp"
#include "harness/model/errors.hpp"

namespace fipsprobe {
namespace {

constexpr std::size_t kGrubMenuMostEntries = 256;

constexpr std::array<std::string_view, 3> kLinux = {"linux", "linux16", "linuxefi"};
constexpr std::array<std::string_view, 3> kInitrd = {"initrd", "initrd16", "initrdefi"};

bool is_one_of(const std::array<std::string_view, 3>& names, const std::string& word) {
  return std::find(names.begin(), names.end(), word) != names.end();
}

enum class Block { menuentry, submenu, other };

// MenuReader follows the commands of a script; braces make the blocks.
class MenuReader {
 public:
  explicit MenuReader(const ShellVariables& environment) : environment_(environment) { menu_.variables = environment; }

  GrubMenu read(std::string_view text) {
    ShellReader reader(text);
    while (const auto command = reader.next(menu_.variables)) take(*command);
    if (!blocks_.empty()) throw Error("it ends in the middle of a block");
    return std::move(menu_);
  }

 private:
  void take(const ShellCommand& command) {
    const std::string& name = command.words.front();
    if (name == "}") return close();
    if (command.words.size() <= 2) set(command);
    if (entry_ && is_one_of(kLinux, name)) take_kernel(entry_->entry, command);
    if (entry_ && is_one_of(kInitrd, name)) take_initramfs(entry_->entry, command);
    if (command.words.back() == "{") open(command);
  }

  // set takes "set NAME=VALUE" and "NAME=VALUE". Of two branches that set a variable, it is the one with a value that counts.
  void set(const ShellCommand& command) {
    if (command.words.size() == 2 && command.words.front() != "set") return;
    const auto what = assignment(command.words.back());
    if (!what || what->value.empty() || environment_.contains(what->name) || command.is_computed) return;
    menu_.variables[what->name] = what->value;
  }

  void open(const ShellCommand& command) {
    const std::string& name = command.words.front();
    const Block block = name == "menuentry" ? Block::menuentry : name == "submenu" ? Block::submenu : Block::other;
    blocks_.push_back(block);
    if (block == Block::other) return;
    const std::string place = prefix_ + std::to_string(counts_.back()++);
    if (block == Block::submenu) {
      prefix_ = place + ">";
      counts_.push_back(0);
    } else {
      entry_ = entry_from(command, place);
    }
  }

  void close() {
    if (blocks_.empty()) return;
    if (blocks_.back() == Block::submenu) {
      counts_.pop_back();
      prefix_.pop_back();
      prefix_.erase(prefix_.rfind('>') + 1);
    }
    if (blocks_.back() == Block::menuentry) keep_entry();
    blocks_.pop_back();
  }

  // keep_entry leaves out what starts no Linux kernel.
  void keep_entry() {
    if (menu_.entries.size() >= kGrubMenuMostEntries) throw Error("it has more entries than any real menu");
    if (entry_ && !entry_->entry.kernel.empty()) menu_.entries.push_back(std::move(*entry_));
    entry_.reset();
  }

  static GrubEntry entry_from(const ShellCommand& command, const std::string& place) {
    GrubEntry entry;
    entry.place = place;
    if (command.words.size() > 1) entry.entry.title = command.words[1];
    for (std::size_t i = 1; i + 1 < command.words.size(); ++i) {
      if (command.words[i] == "--id") entry.id = command.words[i + 1];
    }
    return entry;
  }

  static void take_kernel(LoaderEntry& entry, const ShellCommand& command) {
    if (command.words.size() < 2) return;
    entry.kernel = without_device(command.words[1]);
    entry.command_line = fmt::format("{}", fmt::join(command.words.begin() + 2, command.words.end(), " "));
    entry.unset = command.unset;
  }

  static void take_initramfs(LoaderEntry& entry, const ShellCommand& command) {
    for (std::size_t i = 1; i < command.words.size(); ++i) entry.initramfs.push_back(without_device(command.words[i]));
  }

  const ShellVariables& environment_;
  GrubMenu menu_;
  std::vector<Block> blocks_;              // that are open
  std::optional<GrubEntry> entry_;         // that is open
  std::vector<std::size_t> counts_ = {0};  // entries so far, of the menu and each open submenu
  std::string prefix_;                     // place of the open submenu
};

}  // namespace

ShellVariables grub_environment(std::string_view text) {
  ShellVariables variables;
  for (const std::string_view line : lines_of(text)) {
    if (line.starts_with('#')) continue;
    if (auto what = assignment(std::string(line))) variables[what->name] = what->value;
  }
  return variables;
}

GrubMenu grub_menu(std::string_view text, const ShellVariables& environment) { return MenuReader(environment).read(text); }

bool is_default_of(const GrubEntry& entry, const ShellVariables& variables) {
  const auto found = variables.find("default");
  if (found == variables.end() || found->second.empty()) return false;
  const std::string& name = found->second;
  const std::string last = name.substr(name.rfind('>') + 1);
  return entry.place == name || entry.entry.title == last || (!entry.id.empty() && entry.id == last);
}

}  // namespace fipsprobe
