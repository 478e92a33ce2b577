#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/json_place.hpp"

// Which crypto code the running processes of a host really use.
namespace fipsprobe {

struct ProcessName {
  std::uint64_t pid = 0;
  std::string name;  // the kernel's "comm": at most 15 bytes of any kind; empty where it could not be read
};

// ProcessLibrary is one file with crypto code that processes have mapped. Files of one path that are not the same file are rows
// of their own.
//   host        in a folder that the host's loader searches
//   other       anywhere else: a program's own copy
//   deleted     no longer there under its name: an update replaced or removed it, and the processes go on with the old file
//   other_root  in the file system of a process in another mount namespace (a container), where it is not a file of the host
// `linked_in` is empty for a library. For a program, or a library of another name, that has a crypto library's code linked in
// it is what was found there: the library's version string.
struct ProcessLibrary {
  enum class Place { host, other, deleted, other_root };
  std::string path;    // as the kernel names it, without its " (deleted)"
  std::string device;  // "8:1", as the kernel shows it in maps
  std::uint64_t inode = 0;
  Place place = Place::other;
  std::string family;  // "openssl", "nss", "libgcrypt", "gnutls", "nettle", "mbedtls", "wolfssl", "boringssl", "cryptogams"
  std::string linked_in;
  std::uint64_t processes = 0;          // how many have it mapped
  std::vector<ProcessName> some_users;  // at most kMaxNamedProcesses of them, the lowest PIDs
};

inline constexpr std::size_t kMaxNamedProcesses = 10;

std::string_view name_of(ProcessLibrary::Place place);

// StaticScan is the search for crypto code that is linked into programs and libraries. scanned + the sum of not_scanned is the
// number of different files that are mapped as code.
struct StaticScan {
  std::uint64_t scanned = 0;                         // files
  std::map<std::string, std::uint64_t> not_scanned;  // why to how many files
  // Files that name OpenSSL's version and have none of its code: text of the header they were built with. Path to that text.
  std::map<std::string, std::string> only_named;
};

// ProcessInventory accounts for every process there was: total = seen + without_memory + unreadable + vanished.
struct ProcessInventory {
  std::uint64_t total = 0;
  std::uint64_t seen = 0;
  std::uint64_t without_memory = 0;  // threads of the kernel, and processes that have ended but are not yet waited for
  std::uint64_t unreadable = 0;      // of other users, where this program has not the rights
  std::uint64_t vanished = 0;        // ended while they were looked at
  std::map<std::string, std::uint64_t> unreadable_because;
  std::vector<ProcessName> some_unreadable;  // at most kMaxNamedProcesses
  std::string not_listed;                    // why there may be processes that /proc does not list; empty: there are none
  std::vector<ProcessLibrary> libraries;     // by path
  std::optional<StaticScan> static_scan;     // absent: not asked for
};

nlohmann::json to_json(const ProcessInventory& inventory);

// process_inventory_from_json reads what to_json wrote. Throws InputError, also for a total that is not the sum of its parts.
ProcessInventory process_inventory_from_json(const JsonPlace& place);

}  // namespace fipsprobe
