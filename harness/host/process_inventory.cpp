#include "harness/host/process_inventory.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "harness/host/crypto_library.hpp"
#include "harness/host/library_search.hpp"
#include "harness/host/linked_code.hpp"
#include "harness/host/memory_map.hpp"
#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

using Path = std::filesystem::path;
using Place = ProcessLibrary::Place;

constexpr std::size_t kMapsLimit = std::size_t{64} << 20U;  // 65,530 mappings, the kernel's usual limit, make 10 MiB

// Keys tell mapped files apart: path, device, inode. The device of maps is not that of stat(2) on btrfs and overlayfs, so it is
// good for no more than that.
using CodeKey = std::tuple<std::string, std::string, std::uint64_t, bool>;
using LibraryKey = std::tuple<std::string, std::string, std::uint64_t, Place>;

struct CryptoCode {
  std::string family;     // empty: the file has none
  std::string linked_in;  // see ProcessLibrary
};

struct OneProcess {
  std::uint64_t pid = 0;
  Path folder;               // /proc/PID
  std::string other_mounts;  // its mount namespace where that is not this program's; empty
};

std::vector<std::uint64_t> listed_processes(const Path& proc) {
  std::vector<std::uint64_t> pids;
  std::error_code error;
  for (std::filesystem::directory_iterator at(proc, error), end; !error && at != end; at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::uint64_t pid = 0;
    const auto [last, trouble] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (trouble == std::errc() && last == name.data() + name.size()) pids.push_back(pid);
  }
  std::sort(pids.begin(), pids.end());
  return pids;
}

std::string link_text(const Path& link) {
  std::error_code error;
  const Path text = std::filesystem::read_symlink(link, error);
  return error ? std::string() : text.string();
}

std::optional<struct stat> status_of(const Path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? std::optional(status) : std::nullopt;
}

bool is_same_file(const Path& one, const Path& other) {
  const auto here = status_of(one);
  const auto there = status_of(other);
  return here && there && here->st_dev == there->st_dev && here->st_ino == there->st_ino;
}

std::string decimal_device(std::string_view hexadecimal) {
  const std::size_t colon = hexadecimal.find(':');
  if (colon == std::string_view::npos) return std::string(hexadecimal);
  unsigned major = 0, minor = 0;
  std::from_chars(hexadecimal.data(), hexadecimal.data() + colon, major, 16);
  std::from_chars(hexadecimal.data() + colon + 1, hexadecimal.data() + hexadecimal.size(), minor, 16);
  return fmt::format("{}:{}", major, minor);
}

// hidden_by tells why /proc may not list every process: proc(5), hidepid.
std::string hidden_by(const Path& root) {
  const TextFile mounts = read_text_file(under(root, "/proc/self/mounts"), std::size_t{8} << 20U);
  if (!mounts.text || ::geteuid() == 0) return {};
  for (const std::string_view line : lines_of(*mounts.text)) {
    const auto words = words_of(line);
    if (words.size() < 4 || words[1] != "/proc") continue;
    for (const std::string_view option : words_of(words[3], ",")) {
      const bool hides = option.starts_with("hidepid=") && option != "hidepid=0" && option != "hidepid=off" &&
                         option != "hidepid=1" && option != "hidepid=noaccess";
      if (hides) return fmt::format("/proc is mounted with {}: it does not list processes of other users", option);
    }
  }
  return {};
}

// Inventory gathers what one process after the other has mapped.
class Inventory {
 public:
  Inventory(const Path& root, CodeSearch search)
      : root_(root),
        folders_(loader_folders(root)),
        own_mounts_(link_text(under(root, "/proc/self/ns/mnt"))),
        own_program_(link_text(under(root, "/proc/self/exe"))) {
    result_.not_listed = hidden_by(root);
    if (search == CodeSearch::linked_too) result_.static_scan.emplace();
  }

  void look_at(std::uint64_t pid) {
    ++result_.total;
    OneProcess process{pid, under(root_, fmt::format("/proc/{}", pid)), {}};
    const TextFile maps = read_text_file(process.folder / "maps", kMapsLimit);
    if (!maps.text) return not_read(process, maps);
    if (maps.text->empty()) return void(++result_.without_memory);
    ++result_.seen;
    std::string mounts = link_text(process.folder / "ns/mnt");
    if (!mounts.empty() && mounts != own_mounts_) process.other_mounts = std::move(mounts);
    for (const MappedFile& file : mapped_files_in(*maps.text)) look_at(process, file);
  }

  ProcessInventory result() && {
    for (auto& [key, library] : libraries_) result_.libraries.push_back(std::move(library));
    return std::move(result_);
  }

 private:
  void not_read(const OneProcess& process, const TextFile& maps) {
    std::error_code error;
    const bool is_there = std::filesystem::exists(process.folder, error);
    if (maps.error == ESRCH && is_there) return void(++result_.without_memory);
    if (maps.absent() || maps.error == ESRCH) return void(++result_.vanished);
    ++result_.unreadable;
    ++result_.unreadable_because[maps.why()];
    if (result_.some_unreadable.size() < kMaxNamedProcesses) result_.some_unreadable.push_back(name_of_process(process));
  }

  static ProcessName name_of_process(const OneProcess& process) {
    const TextFile name = read_text_file(process.folder / "comm");
    std::string text = name.text.value_or(std::string());
    while (text.ends_with('\n')) text.pop_back();
    return {process.pid, std::move(text)};
  }

  // look_at a file. One that is only mapped to be read, as tools do that look into libraries, is not used.
  void look_at(const OneProcess& process, const MappedFile& file) {
    if (!file.code) return;
    const CryptoCode& code = code_in(process, file);
    if (code.family.empty()) return;
    const Place place = place_of(process, file);
    const auto [at, is_new] = libraries_.try_emplace({file.path, file.device, file.inode, place});
    ProcessLibrary& library = at->second;
    if (is_new) {
      library.path = file.path;
      library.device = decimal_device(file.device);
      library.inode = file.inode;
      library.place = place;
      library.family = code.family;
      library.linked_in = code.linked_in;
    }
    ++library.processes;
    if (library.some_users.size() < kMaxNamedProcesses) library.some_users.push_back(name_of_process(process));
  }

  // code_in tells which crypto code a file has. Each file is looked into once, whatever processes have mapped it.
  const CryptoCode& code_in(const OneProcess& process, const MappedFile& file) {
    const auto [at, is_new] = code_.try_emplace({file.path, file.device, file.inode, file.deleted});
    if (is_new) at->second = find_code_in(process, file);
    return at->second;
  }

  CryptoCode find_code_in(const OneProcess& process, const MappedFile& file) {
    const std::string_view family = crypto_family_of(file.path);
    if (!family.empty()) return left_out("a crypto library by its name", std::string(family));
    if (!result_.static_scan) return {};
    if (file.path == own_program_) return left_out("this program itself, which has the texts that are looked for");
    const LinkedCode found = find_linked_code(readable_place_of(process, file));
    if (!found.why_not.empty()) return left_out(found.why_not);
    ++result_.static_scan->scanned;
    if (!found.only_named.empty()) result_.static_scan->only_named.emplace(file.path, found.only_named);
    return {found.family, found.text};
  }

  CryptoCode left_out(const std::string& why, std::string family = {}) {
    if (result_.static_scan) ++result_.static_scan->not_scanned[why];
    return {std::move(family), {}};
  }

  // readable_place_of: a deleted file can only be reached through /proc/PID/map_files, which takes CAP_CHECKPOINT_RESTORE.
  Path readable_place_of(const OneProcess& process, const MappedFile& file) const {
    if (file.deleted) return process.folder / "map_files" / file.range;
    if (process.other_mounts.empty()) return under(root_, file.path);
    return process.folder / "root" / Path(file.path).relative_path();
  }

  Place place_of(const OneProcess& process, const MappedFile& file) const {
    if (file.deleted) return Place::deleted;
    const Path here = under(root_, file.path);
    // Services of systemd have mount namespaces of their own in which they see the files of the host.
    if (!process.other_mounts.empty() && !is_same_file(here, process.folder / "root" / Path(file.path).relative_path()))
      return Place::other_root;
    return folders_.contains(here.parent_path()) ? Place::host : Place::other;
  }

  Path root_;
  std::set<Path> folders_;
  std::string own_mounts_;
  std::string own_program_;
  std::map<CodeKey, CryptoCode> code_;
  std::map<LibraryKey, ProcessLibrary> libraries_;
  ProcessInventory result_;
};

}  // namespace

ProcessInventory read_processes(const Path& root, CodeSearch search) {
  Inventory inventory(root, search);
  for (const std::uint64_t pid : listed_processes(under(root, "/proc"))) inventory.look_at(pid);
  return std::move(inventory).result();
}

}  // namespace fipsprobe
