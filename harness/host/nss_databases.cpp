#include "harness/host/nss_databases.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <optional>
#include <set>

#include "harness/host/text_file.hpp"

namespace fipsprobe {
namespace {

namespace fs = std::filesystem;
using Fips = NssDatabase::Fips;

constexpr std::string_view kFipsName = "NSS Internal FIPS PKCS #11 Module";
constexpr std::string_view kPlainName = "NSS Internal PKCS #11 Module";
constexpr std::size_t kMostUsers = 10000;

// Folders of services: libreswan, mod_nss, 389 Directory Server, OpenLDAP with NSS, FreeIPA, Dogtag, CUPS of EL7, sssd.
constexpr std::array<std::string_view, 9> kServiceFolders = {
    "/etc/pki/nssdb", "/etc/ipsec.d",          "/var/lib/ipsec/nss", "/etc/httpd/alias", "/etc/openldap/certs",
    "/etc/ipa/nssdb", "/var/lib/ipa/ra-agent", "/etc/cups/ssl",      "/etc/sssd/pki"};
// Folders whose folders are looked into: an instance of a service, a profile of a program, each.
constexpr std::array<std::string_view, 2> kServiceParents = {"/etc/dirsrv", "/etc/pki"};
constexpr std::string_view kUserFolder = ".pki/nssdb";
constexpr std::array<std::string_view, 2> kUserParents = {".mozilla/firefox", ".thunderbird"};

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// nss_databases_flags_of takes the value of Flags= out of a line NSS=...: NSS compares the word without regard to case, and its
// value may be quoted (lib/util/utilpars.c).
std::vector<std::string> nss_databases_flags_of(std::string_view line) {
  const std::string text = lower(line);
  std::size_t at = text.find("flags=");
  while (at != std::string::npos && at > 0 && text[at - 1] != ' ' && text[at - 1] != '=') at = text.find("flags=", at + 1);
  if (at == std::string::npos) return {};
  std::string_view value = std::string_view(text).substr(at + 6);
  if (value.starts_with('"') || value.starts_with('\'')) {
    value = value.substr(1, value.find(value[0], 1) - 1);
  } else {
    value = value.substr(0, value.find_first_of(" \t"));
  }
  std::vector<std::string> flags;
  for (const std::string_view flag : words_of(value, ",")) flags.emplace_back(flag);
  return flags;
}

NssDatabase database_of(Fips fips, std::string detail) { return {{}, {}, fips, std::move(detail)}; }

// homes_in gives the sixth field of each line of /etc/passwd.
std::set<std::string> homes_in(std::string_view passwd) {
  std::set<std::string> homes;
  for (const std::string_view line : lines_of(passwd)) {
    std::string_view rest = line;
    bool complete = true;
    for (int field = 0; field < 5 && complete; ++field) {
      const std::size_t colon = rest.find(':');
      complete = colon != std::string_view::npos;
      if (complete) rest.remove_prefix(colon + 1);
    }
    const std::string_view home = rest.substr(0, rest.find(':'));
    if (complete && home.starts_with('/') && home != "/" && homes.size() < kMostUsers) homes.emplace(home);
  }
  return homes;
}

void add_children(std::set<std::string>& folders, const fs::path& root, const std::string& parent) {
  std::error_code error;
  for (fs::directory_iterator at(under(root, parent), error), end; !error && at != end; at.increment(error)) {
    std::error_code kind_error;
    if (at->is_directory(kind_error)) folders.insert(parent + "/" + at->path().filename().string());
  }
}

std::set<std::string> candidate_folders(const fs::path& root) {
  std::set<std::string> folders(kServiceFolders.begin(), kServiceFolders.end());
  for (const std::string_view parent : kServiceParents) add_children(folders, root, std::string(parent));
  const TextFile passwd = read_text_file(under(root, "/etc/passwd"));
  for (const std::string& home : homes_in(passwd.text.value_or(std::string()))) {
    folders.insert(home + "/" + std::string(kUserFolder));
    for (const std::string_view parent : kUserParents) add_children(folders, root, home + "/" + std::string(parent));
  }
  return folders;
}

std::optional<NssDatabase> database_in(const fs::path& root, const std::string& folder, const std::string& name,
                                       NssDatabase (*read)(std::string_view)) {
  const TextFile file = read_text_file(under(root, folder + "/" + name), std::size_t{4} << 20U);
  if (file.absent()) return std::nullopt;
  NssDatabase database = file.text ? read(*file.text) : database_of(Fips::unknown, file.why());
  database.folder = folder;
  database.file = name;
  return database;
}

// is_closed tells a folder of which it cannot be seen whether it is there.
bool is_closed(const fs::path& root, const std::string& folder) {
  return ::access(under(root, folder).c_str(), X_OK) != 0 && errno == EACCES;
}

}  // namespace

NssDatabase fips_of_pkcs11_txt(std::string_view text) {
  std::string name;
  for (const std::string_view each : lines_of(text)) {
    const std::string_view line = trimmed(each);
    if (line.empty()) name.clear();
    if (line.starts_with("name=")) name = line.substr(5);
    if (!lower(line.substr(0, 4)).starts_with("nss=")) continue;
    const std::vector<std::string> flags = nss_databases_flags_of(line);
    const auto has = [&](std::string_view flag) { return std::ranges::find(flags, flag) != flags.end(); };
    if (has("internal")) return database_of(has("fips") ? Fips::on : Fips::off, name);
  }
  return database_of(Fips::unknown, "it names no internal module");
}

NssDatabase fips_of_secmod_db(std::string_view bytes) {
  const bool has_fips = bytes.find(kFipsName) != std::string_view::npos;
  const bool has_plain = bytes.find(kPlainName) != std::string_view::npos;
  if (has_fips && has_plain) return database_of(Fips::unknown, "it has had its internal module with and without FIPS mode");
  if (has_fips) return database_of(Fips::on, std::string(kFipsName));
  if (has_plain) return database_of(Fips::off, std::string(kPlainName));
  return database_of(Fips::unknown, "it names no internal module");
}

std::vector<NssDatabase> find_nss_databases(const fs::path& root) {
  std::vector<NssDatabase> databases;
  std::set<fs::path> seen;  // /home may be a link, and two users may have one home
  for (const std::string& folder : candidate_folders(root)) {
    if (is_closed(root, folder)) {
      databases.push_back(
          {folder, "pkcs11.txt or secmod.db", Fips::unknown, "whether there is one cannot be seen: no permission"});
      continue;
    }
    std::error_code error;
    const fs::path real = fs::canonical(under(root, folder), error);
    if (!error && !seen.insert(real).second) continue;
    if (auto database = database_in(root, folder, "pkcs11.txt", fips_of_pkcs11_txt)) databases.push_back(std::move(*database));
    if (auto database = database_in(root, folder, "secmod.db", fips_of_secmod_db)) databases.push_back(std::move(*database));
  }
  return databases;
}

}  // namespace fipsprobe
