#include <sys/utsname.h>

#include <array>

#include "harness/host/fact_row.hpp"
#include "harness/host/text_file.hpp"

// What system this is: os-release(5), uname(2), /proc/meminfo.
namespace fipsprobe {
namespace {

// system_unquoted undoes the shell quoting that os-release(5) allows: "Amazon Linux 2", 'x', and a backslash before any of
// $"`\.
std::string system_unquoted(std::string_view value) {
  if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') && value.back() == value.front()) {
    value = value.substr(1, value.size() - 2);
  }
  std::string text;
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (value[at] == '\\' && at + 1 < value.size()) ++at;
    text += value[at];
  }
  return text;
}

// os_release reads one value. /usr/lib/os-release is the fall-back that os-release(5) names.
Fact os_release(const std::filesystem::path& root, std::string_view key) {
  std::string source = "/etc/os-release";
  TextFile file = read_text_file(under(root, source));
  if (file.absent()) {
    source = "/usr/lib/os-release";
    file = read_text_file(under(root, source));
  }
  if (!file.text) return Fact::unknown(file.why(), source);
  for (const std::string_view line : lines_of(*file.text)) {
    if (line.starts_with(key) && line.size() > key.size() && line[key.size()] == '=') {
      return Fact::of(system_unquoted(trimmed(line.substr(key.size() + 1))), source);
    }
  }
  return Fact::unknown("the file has no " + std::string(key), source);
}

Fact uname_field(char (utsname::*field)[65]) {  // NOLINT(modernize-avoid-c-arrays): uname's own type
  utsname names{};
  if (::uname(&names) != 0) return Fact::unknown("uname failed", {});
  return Fact::of(names.*field, {});
}

Fact memory(const std::filesystem::path& root) {
  const TextFile file = read_text_file(under(root, "/proc/meminfo"));
  if (!file.text) return Fact::unknown(file.why(), {});
  for (const std::string_view line : lines_of(*file.text)) {
    if (!line.starts_with("MemTotal:")) continue;
    const auto words = words_of(line);
    // "kB" of /proc/meminfo is 1024 bytes: proc(5).
    if (words.size() == 3 && words[2] == "kB") return Fact::of(std::string(words[1]) + " KiB", {});
  }
  return Fact::unknown("the file has no MemTotal in kB", {});
}

constexpr std::array kSystemRows = {
    FactRow{"os.id", "/etc/os-release", "identifier of the distribution: amzn, rhel, debian",
            [](const std::filesystem::path& root) { return os_release(root, "ID"); }},
    FactRow{"os.version_id", "/etc/os-release", "version of the distribution: 2, 2023, 12",
            [](const std::filesystem::path& root) { return os_release(root, "VERSION_ID"); }},
    FactRow{"os.pretty_name", "/etc/os-release", "name of the distribution for people",
            [](const std::filesystem::path& root) { return os_release(root, "PRETTY_NAME"); }},
    FactRow{"hostname", "uname(2)", "node name of the running kernel, in this UTS namespace",
            [](const std::filesystem::path&) { return uname_field(&utsname::nodename); }},
    FactRow{"kernel.release", "uname(2)", "release of the running kernel",
            [](const std::filesystem::path&) { return uname_field(&utsname::release); }},
    FactRow{"kernel.version", "uname(2)", "build of the running kernel",
            [](const std::filesystem::path&) { return uname_field(&utsname::version); }},
    FactRow{"architecture", "uname(2)", "machine of the running kernel: x86_64, aarch64",
            [](const std::filesystem::path&) { return uname_field(&utsname::machine); }},
    FactRow{"memory", "/proc/meminfo", "MemTotal, in units of 1024 bytes", memory},
};

}  // namespace

std::span<const FactRow> system_facts() { return kSystemRows; }

}  // namespace fipsprobe
