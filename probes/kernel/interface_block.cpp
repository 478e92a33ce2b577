#include "probes/kernel/interface_block.hpp"

#include <sys/utsname.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

#include "harness/model/modprobe_file.hpp"

namespace fipsprobe::kernel {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxFile = std::uintmax_t{8} << 20U;
constexpr std::size_t kMaxLine = 200;  // bytes of a line that is shown

// modprobe.d(5), in the order in which it is read.
constexpr std::array kModprobeFolders = {"etc/modprobe.d", "run/modprobe.d", "usr/local/lib/modprobe.d", "usr/lib/modprobe.d",
                                         "lib/modprobe.d"};

// text_in reads a file; empty when it is not there, is no regular file, or is too large. Files of /proc have no size.
std::string text_in(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > kMaxFile || error) return {};
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// has tells whether a list parted by commas has the module.
bool has(const std::string& list, const std::string& module) {
  std::istringstream text(list);
  for (std::string item; std::getline(text, item, ',');) {
    if (is_module_named(item, module)) return true;
  }
  return false;
}

// kernel-parameters.txt; initcall_blacklist names the start-up function of an interface that is built into the kernel.
bool switches_off(const std::string& argument, const std::string& module) {
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos) return false;
  const std::string name = argument.substr(0, equals);
  const std::string list = argument.substr(equals + 1);
  if (name == "initcall_blacklist") return has(list, module + "_init");
  return (name == "module_blacklist" || name == "modprobe.blacklist") && has(list, module);
}

std::optional<std::string> command_line_block(const fs::path& root, const std::string& module) {
  std::istringstream words(text_in(root / "proc/cmdline"));
  for (std::string argument; words >> argument;) {
    if (switches_off(argument, module)) return "switched off on the kernel's command line: " + argument.substr(0, kMaxLine);
  }
  return std::nullopt;
}

std::vector<fs::path> modprobe_files(const fs::path& root) {
  std::vector<fs::path> files = {root / "etc/modprobe.conf"};
  for (const char* const folder : kModprobeFolders) {
    std::error_code error;
    std::vector<fs::path> found;
    for (fs::directory_iterator at(root / folder, error), end; !error && at != end; at.increment(error)) {
      if (at->path().extension() == ".conf") found.push_back(at->path());
    }
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

std::optional<std::string> modprobe_block(const fs::path& root, const std::string& module) {
  for (const fs::path& path : modprobe_files(root)) {
    const std::optional<BlockingLine> line = blocking_line(text_in(path), module);
    if (!line) continue;
    return "switched off for modprobe: " + path.string() + ":" + std::to_string(line->number) + ": " +
           line->text.substr(0, kMaxLine);
  }
  return std::nullopt;
}

// listed_path gives the path of a module's file, below the folder of the kernel release, that a list of modules begins a line
// with.
std::optional<std::string> listed_path(const fs::path& list, const std::string& module) {
  std::istringstream text(text_in(list));
  for (std::string line; std::getline(text, line);) {
    const std::string path = line.substr(0, line.find(':'));
    const std::string file = fs::path(path).filename();
    if (is_module_named(file.substr(0, file.find('.')), module)) return path;
  }
  return std::nullopt;
}

std::string place_of(const fs::path& root, const std::string& release, const std::string& module) {
  const fs::path folder = root / "lib/modules" / release;
  if (listed_path(folder / "modules.builtin", module)) return "built into the kernel, and does not answer";
  const fs::path list = folder / "modules.dep";
  const auto path = listed_path(list, module);
  std::error_code error;
  if (path) {
    if (fs::exists(folder / *path, error)) return "there as " + (folder / *path).string() + ", but not loaded";
    return "listed in " + list.string() + ", but its file was removed";
  }
  if (fs::exists(list, error)) return "not built for this kernel: " + list.string() + " does not have it";
  return "not built, or blocked: " + list.string() + " does not exist to tell";
}

}  // namespace

std::string why_missing(Type type, const std::filesystem::path& root, const std::string& release) {
  const std::string module = "algif_" + std::string(name_of(type));
  for (const std::string& name : {module, std::string("af_alg")}) {
    auto block = command_line_block(root, name);
    if (!block) block = modprobe_block(root, name);
    if (!block) continue;
    if (name == "algif_aead") *block += " (as the mitigation of CVE-2026-31431 does)";
    return name + " is " + *block;
  }
  return module + " is " + place_of(root, release, module);
}

std::string why_missing(Type type) {
  utsname names{};
  if (::uname(&names) != 0) return "algif_" + std::string(name_of(type)) + " is missing";
  return why_missing(type, "/", names.release);
}

}  // namespace fipsprobe::kernel
