#include "harness/host/boot_entries.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <set>

#include "harness/host/default_grub.hpp"
#include "harness/host/device_number.hpp"
#include "harness/host/external_tool.hpp"
#include "harness/host/grub_menu.hpp"
#include "harness/host/loader_entry.hpp"
#include "harness/host/text_file.hpp"
#include "harness/model/errors.hpp"
#include "harness/model/kernel_arguments.hpp"

namespace fipsprobe {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBootEntriesMostFiles = 256;  // in a folder of entries
constexpr std::chrono::seconds kGrubbyTime{20};
constexpr const char* kGrubby = "grubby --info=ALL";

// Collector gathers the entries of one host.
class Collector {
 public:
  explicit Collector(const fs::path& root) : root_(root) {}

  void read_environment() {
    for (const std::string file : {"/boot/grub2/grubenv", "/boot/grub/grubenv"})
      use(file, [&](const std::string& text) { variables_.merge(grub_environment(text)); });
  }

  void read_menus() {
    std::set<fs::path> seen;
    for (const std::string& file : menu_files()) {
      std::error_code error;
      const fs::path real = fs::canonical(under(root_, file), error);
      if (error || seen.insert(real).second) use(file, [&](const std::string& text) { add_menu(file, text); });
    }
    // Where nothing sets kernelopts, GRUB takes default_kernelopts of grub.cfg.
    const auto otherwise = variables_.find("default_kernelopts");
    if (otherwise != variables_.end()) variables_.emplace("kernelopts", otherwise->second);
  }

  void read_loader_entries() {
    for (const std::string& file : files_in("/boot/loader/entries", ".conf")) {
      use(file, [&](const std::string& text) {
        const LoaderEntry entry = loader_entry(text, variables_);
        add(entry_from(entry, file), is_saved(fs::path(file).stem().string(), entry.title));
      });
    }
  }

  void read_default_grub() {
    std::vector<std::string> files = {"/etc/default/grub"};
    for (std::string& file : files_in("/etc/default/grub.d", ".cfg")) files.push_back(std::move(file));
    DefaultGrub grub;
    std::vector<std::string> used;
    for (const std::string& file : files) {
      use(file, [&](const std::string& text) {
        if (grub.take(text)) used.push_back(file);
      });
    }
    const std::string file = fmt::format("{}", fmt::join(used, ", "));
    if (used.empty()) return;
    add_template(std::string(DefaultGrub::kTitle),
                 grub.why_unknown().empty() ? Fact::of(grub.command_line(), file) : Fact::unknown(grub.why_unknown(), file));
  }

  // kernel-install takes the command line of new entries from there.
  void read_kernel_install() {
    const std::string file = "/etc/kernel/cmdline";
    use(file, [&](const std::string& text) { add_template("the whole file", Fact::of(std::string(trimmed(text)), file)); });
  }

  void read_grubby() {
    const auto text = run_tool({"grubby", "--info=ALL"}, kGrubbyTime);
    if (!text) return;
    for (const LoaderEntry& entry : grubby_entries(*text, variables_)) add(entry_from(entry, kGrubby), false);
  }

  ConfiguredBoot result() && { return std::move(found_); }

 private:
  // use reads a file and does something with it. That it is not there is no matter; that it cannot be read or understood is
  // kept.
  void use(const std::string& file, const std::function<void(const std::string&)>& act) {
    const TextFile read = read_text_file(under(root_, file));
    if (!read.text && !read.absent()) found_.unread.push_back(Fact::unknown(read.why(), file));
    if (!read.text) return;
    try {
      act(*read.text);
    } catch (const Error& error) {
      found_.unread.push_back(Fact::unknown(error.what(), file));
    }
  }

  // files_in lists the files of a folder by name, as paths from the root.
  std::vector<std::string> files_in(const std::string& folder, std::string_view ending) {
    std::vector<std::string> files;
    std::error_code error;
    fs::directory_iterator at(under(root_, folder), error);
    for (; !error && at != fs::directory_iterator() && files.size() < kBootEntriesMostFiles; at.increment(error)) {
      const std::string name = at->path().filename().string();
      if (name.ends_with(ending)) files.push_back(fmt::format("{}/{}", folder, name));
    }
    const bool is_absent = error == std::errc::no_such_file_or_directory || error == std::errc::not_a_directory;
    if (error && !is_absent) found_.unread.push_back(Fact::unknown(error.message(), folder));
    std::sort(files.begin(), files.end());
    return files;
  }

  std::vector<std::string> menu_files() {
    std::vector<std::string> files = {"/boot/grub2/grub.cfg", "/boot/grub/grub.cfg"};
    for (const std::string& vendor : files_in("/boot/efi/EFI", "")) files.push_back(vendor + "/grub.cfg");
    return files;
  }

  void add_menu(const std::string& file, const std::string& text) {
    const GrubMenu menu = grub_menu(text, variables_);
    for (const auto& [name, value] : menu.variables) variables_.emplace(name, value);
    for (const GrubEntry& entry : menu.entries) add(entry_from(entry.entry, file), is_default_of(entry, menu.variables));
  }

  // entry_from knows the command line although variables in it are set nowhere: they usually stand for nothing (tuned_params).
  // But without kernelopts an entry has lost its arguments.
  static BootEntry entry_from(const LoaderEntry& entry, const std::string& file) {
    const bool is_lost = std::ranges::find(entry.unset, "kernelopts") != entry.unset.end();
    return {.file = file,
            .title = entry.title,
            .is_template = false,
            .is_default = false,
            .kernel = entry.kernel,
            .initramfs = entry.initramfs,
            .command_line = is_lost ? Fact::unknown("its arguments are in the variable kernelopts, which is set nowhere", file)
                                    : Fact::of(entry.command_line, file),
            .boot_device = {}};
  }

  void add_template(const std::string& title, const Fact& line) {
    add({.file = line.source,
         .title = title,
         .is_template = true,
         .is_default = false,
         .kernel = {},
         .initramfs = {},
         .command_line = line,
         .boot_device = {}},
        false);
  }

  void add(BootEntry entry, bool is_default) {
    const Fact& line = entry.command_line;
    entry.boot_device = line.value ? boot_argument_device(root_, kernel_argument(*line.value, "boot"))
                                   : Fact::unknown("the command line is not known", line.source);
    entry.is_default = is_default;
    found_.entries.push_back(std::move(entry));
  }

  bool is_saved(const std::string& id, const std::string& title) const {
    const auto saved = variables_.find("saved_entry");
    return saved != variables_.end() && !saved->second.empty() && (saved->second == id || saved->second == title);
  }

  const fs::path& root_;
  ShellVariables variables_;  // of the environment block, and those that grub.cfg sets
  ConfiguredBoot found_;
};

}  // namespace

ConfiguredBoot read_boot_entries(const std::filesystem::path& root, Depth depth) {
  Collector collector(root);
  collector.read_environment();
  collector.read_menus();
  collector.read_loader_entries();
  collector.read_default_grub();
  collector.read_kernel_install();
  if (depth == Depth::thorough && root == "/") collector.read_grubby();
  return std::move(collector).result();
}

}  // namespace fipsprobe
