#include <array>
#include <optional>

#include "harness/host/fact_row.hpp"
#include "harness/host/text_file.hpp"

// Whether this is a container, and whose. No single mark is in all of them, so each is asked in turn, the surest first.
namespace fipsprobe {
namespace {

using Path = std::filesystem::path;
using Found = std::optional<Fact>;

bool exists(const Path& root, std::string_view file) {
  std::error_code error;
  return std::filesystem::exists(under(root, file), error);
}

// variable finds NAME=value among the zero-terminated strings of /proc/PID/environ.
std::optional<std::string> variable(std::string_view environment, std::string_view name) {
  for (const std::string_view word : words_of(environment, std::string_view("\0", 1))) {
    if (word.starts_with(name) && word.size() > name.size() && word[name.size()] == '=')
      return std::string(word.substr(name.size() + 1));
  }
  return std::nullopt;
}

Found kubernetes_folder(const Path& root) {
  for (const std::string_view folder : {"/run/secrets/kubernetes.io", "/var/run/secrets/kubernetes.io"}) {
    if (exists(root, folder)) return Fact::of("kubernetes", std::string(folder));
  }
  return std::nullopt;
}

Found first_process_environment(const Path& root) {
  const TextFile file = read_text_file(under(root, "/proc/1/environ"));
  if (!file.text) return std::nullopt;
  if (variable(*file.text, "KUBERNETES_SERVICE_HOST")) return Fact::of("kubernetes", "/proc/1/environ KUBERNETES_SERVICE_HOST");
  const auto kind = variable(*file.text, "container");
  if (!kind || kind->empty()) return std::nullopt;
  return Fact::of(*kind == "oci" ? "unknown kind: oci" : *kind, "/proc/1/environ container=");
}

Found podman_file(const Path& root) {
  if (exists(root, "/run/.containerenv")) return Fact::of("podman", "/run/.containerenv");
  return std::nullopt;
}

Found docker_file(const Path& root) {
  if (exists(root, "/.dockerenv")) return Fact::of("docker", "/.dockerenv");
  return std::nullopt;
}

Found systemd_file(const Path& root) {
  const TextFile file = read_text_file(under(root, "/run/systemd/container"));
  if (!file.text || trimmed(*file.text).empty()) return std::nullopt;
  return Fact::of(std::string(trimmed(*file.text)), "/run/systemd/container");
}

struct CgroupMark {
  std::string_view text;
  std::string_view kind;
};
constexpr std::array kCgroupMarks = {
    CgroupMark{"kubepods", "kubernetes"}, CgroupMark{"libpod", "podman"}, CgroupMark{"docker", "docker"},
    CgroupMark{"ecs/", "docker"},         CgroupMark{"lxc", "lxc"},       CgroupMark{"machine.slice", "systemd-nspawn"}};

Found first_process_cgroup(const Path& root) {
  const TextFile file = read_text_file(under(root, "/proc/1/cgroup"));
  if (!file.text) return std::nullopt;
  for (const CgroupMark& mark : kCgroupMarks) {
    if (file.text->find(mark.text) != std::string::npos) return Fact::of(std::string(mark.kind), "/proc/1/cgroup");
  }
  return std::nullopt;
}

// The first PID namespace has a fixed inode number, PROC_PID_INIT_INO of the kernel's include/linux/proc_ns.h: 0xEFFFFFFC.
constexpr std::string_view kFirstPidNamespace = "pid:[4026531836]";

Fact pid_namespace(const Path& root) {
  const std::string source = "/proc/self/ns/pid";
  std::error_code error;
  const Path link = std::filesystem::read_symlink(under(root, source), error);
  if (error)
    return Fact::unknown("no mark of a container was found, and the PID namespace cannot be read: " + error.message(), source);
  if (link == kFirstPidNamespace) return Fact::of("none", source);
  return Fact::of("unknown kind: its PID namespace is not the host's", source);
}

Fact container_kind(const Path& root) {
  constexpr std::array marks = {kubernetes_folder,         podman_file,  docker_file,
                                first_process_environment, systemd_file, first_process_cgroup};
  for (const auto& mark : marks) {
    Found found = mark(root);
    if (found) return *found;
  }
  return pid_namespace(root);
}

constexpr std::array kContainerRows = {
    FactRow{"container.kind", "/run/.containerenv, /.dockerenv, /proc/1, /run/systemd/container, /proc/self/ns/pid",
            "none, kubernetes, podman, docker, lxc, systemd-nspawn, another name the container gives itself, or unknown kind",
            container_kind},
};

}  // namespace

std::span<const FactRow> container_facts() { return kContainerRows; }

}  // namespace fipsprobe
