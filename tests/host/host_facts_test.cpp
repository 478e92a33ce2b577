#include "harness/host/host_facts.hpp"

#include <sys/stat.h>
#include <sys/utsname.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "tests/host/fake_root.hpp"

using namespace fipsprobe;
using fipsprobe::test::FakeRoot;

namespace {

Fact fact(const FakeRoot& root, const std::string& name) { return collect_host_facts(root.path()).at(name); }

std::string value(const FakeRoot& root, const std::string& name) {
  const Fact found = fact(root, name);
  return found.value.value_or("unknown: " + found.why_unknown);
}

std::string mount_line(const std::string& root, const std::string& point, const std::string& type) {
  return "30 22 0:26 " + root + " " + point + " rw,relatime shared:9 - " + type + " source rw\n";
}

}  // namespace

TEST_CASE("The README lists exactly the facts that are collected") {
  std::ifstream file(FIPSPROBE_SOURCE_DIR "/harness/host/README.md");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  std::set<std::string> documented;
  const std::string table = text.substr(text.find("## The facts"));
  for (std::size_t at = table.find("\n| `"); at != std::string::npos; at = table.find("\n| `", at + 1)) {
    documented.insert(table.substr(at + 4, table.find('`', at + 4) - at - 4));
  }
  std::set<std::string> collected;
  for (const auto& [name, fact] : collect_host_facts()) collected.insert(name);
  CHECK(documented == collected);
}

TEST_CASE("Every fact has a source, and either a value or a reason") {
  const FakeRoot empty;
  for (const std::filesystem::path& root : {std::filesystem::path("/"), empty.path()}) {
    for (const auto& [name, fact] : collect_host_facts(root)) {
      INFO(name);
      CHECK_FALSE(fact.source.empty());
      CHECK(fact.value.has_value() == fact.why_unknown.empty());
    }
  }
}

TEST_CASE("Fact names are unique") {
  std::set<std::string_view> names;
  for (const FactRow& row : fact_rows()) CHECK(names.insert(row.name).second);
}

TEST_CASE("The running kernel is named as uname names it") {
  utsname names{};
  REQUIRE(::uname(&names) == 0);
  const FakeRoot root;
  CHECK(value(root, "kernel.release") == names.release);
  CHECK(value(root, "kernel.version") == names.version);
  CHECK(value(root, "architecture") == names.machine);
  CHECK(value(root, "hostname") == names.nodename);
}

TEST_CASE("The distribution comes from os-release, with its quotes undone") {
  const FakeRoot root;
  root.write("/etc/os-release",
             "NAME=\"Amazon Linux\"\nID=\"amzn\"\nID_LIKE=fedora\nVERSION_ID='2'\nPRETTY_NAME=\"Amazon \\\"Linux\\\" 2\"\n");
  CHECK(value(root, "os.id") == "amzn");
  CHECK(value(root, "os.version_id") == "2");
  CHECK(value(root, "os.pretty_name") == "Amazon \"Linux\" 2");
}

TEST_CASE("os-release is also found below /usr/lib, and a key it lacks is unknown") {
  const FakeRoot root;
  root.write("/usr/lib/os-release", "ID=debian\n");
  CHECK(value(root, "os.id") == "debian");
  CHECK(fact(root, "os.id").source == "/usr/lib/os-release");
  CHECK(value(root, "os.version_id") == "unknown: the file has no VERSION_ID");
}

TEST_CASE("An x86 processor is described by its model, vendor and the flags that all processors share") {
  const FakeRoot root;
  root.write("/proc/cpuinfo",
             "processor\t: 0\nvendor_id\t: GenuineIntel\nmodel name\t: Xeon\nflags\t\t: fpu aes pclmulqdq sha_ni avx avx2\n\n"
             "processor\t: 1\nvendor_id\t: GenuineIntel\nmodel name\t: Xeon\nflags\t\t: fpu aes pclmulqdq avx\n\n");
  CHECK(value(root, "cpu.model") == "Xeon");
  CHECK(value(root, "cpu.vendor") == "GenuineIntel");
  CHECK(value(root, "cpu.flags") == "aes pclmulqdq avx");
  CHECK(value(root, "cpu.count") == "2");
}

TEST_CASE("A Graviton processor is named by its core") {
  const FakeRoot root;
  root.write("/proc/cpuinfo",
             "processor\t: 0\nBogoMIPS\t: 243.75\nFeatures\t: fp asimd aes pmull sha1 sha2 crc32\nCPU implementer\t: 0x41\n"
             "CPU architecture: 8\nCPU part\t: 0xd0c\n\n");
  CHECK(value(root, "cpu.model") == "Neoverse-N1 (implementer 0x41 part 0xd0c)");
  CHECK(value(root, "cpu.vendor") == "ARM");
  CHECK(value(root, "cpu.flags") == "aes asimd pmull sha1 sha2");
}

TEST_CASE("A processor without any instruction set for crypto says none") {
  const FakeRoot root;
  root.write("/proc/cpuinfo", "processor : 0\nflags : fpu\n");
  CHECK(value(root, "cpu.flags") == "none");
  CHECK(value(root, "cpu.model") == "unknown: the file names no model");
}

TEST_CASE("The kernel flag is 0, 1, or unknown with the reason") {
  const FakeRoot root;
  CHECK(value(root, "fips.kernel_flag") == "unknown: no such file: a kernel without CONFIG_CRYPTO_FIPS");
  root.write("/proc/sys/crypto/fips_enabled", "1\n");
  CHECK(value(root, "fips.kernel_flag") == "1");
  root.write("/proc/sys/crypto/fips_enabled", "0\n");
  CHECK(value(root, "fips.kernel_flag") == "0");
  root.write("/proc/sys/crypto/fips_enabled", "yes\n");
  CHECK(value(root, "fips.kernel_flag") == "unknown: holds neither 0 nor 1");
}

TEST_CASE("A kernel flag that is a named pipe is not waited for") {
  const FakeRoot root;
  root.write("/proc/sys/crypto/other", "");
  REQUIRE(::mkfifo(root.at("/proc/sys/crypto/fips_enabled").c_str(), 0600) == 0);
  CHECK_FALSE(fact(root, "fips.kernel_flag").value.has_value());
}

TEST_CASE("The kernel's own proc is no fake, even where binfmt_misc or a read-only copy is mounted") {
  const FakeRoot root;
  root.write("/proc/self/mountinfo", mount_line("/", "/", "ext4") + mount_line("/", "/proc", "proc") +
                                         mount_line("/sys", "/proc/sys", "proc") +
                                         mount_line("/", "/proc/sys/fs/binfmt_misc", "binfmt_misc"));
  CHECK(value(root, "fips.kernel_flag_faked") == "no");
}

TEST_CASE("A mount over the kernel flag is named") {
  const FakeRoot root;
  const std::string usual = mount_line("/", "/", "ext4") + mount_line("/", "/proc", "proc");
  root.write("/proc/self/mountinfo", usual + mount_line("/", "/proc/sys", "tmpfs"));
  CHECK(value(root, "fips.kernel_flag_faked") == "yes: tmpfs with its folder / is mounted on /proc/sys");
  root.write("/proc/self/mountinfo", usual + mount_line("/my\\040one", "/proc/sys/crypto/fips_enabled", "ext4"));
  CHECK(value(root, "fips.kernel_flag_faked") ==
        "yes: ext4 with its folder /my one is mounted on /proc/sys/crypto/fips_enabled");
}

TEST_CASE("Another file of proc bound over the kernel flag is a fake too") {
  const FakeRoot root;
  root.write("/proc/self/mountinfo",
             mount_line("/", "/proc", "proc") + mount_line("/sys/kernel/one", "/proc/sys/crypto/fips_enabled", "proc"));
  CHECK(value(root, "fips.kernel_flag_faked").starts_with("yes: proc"));
}

TEST_CASE("The files that libraries look at are present, absent or given by content") {
  const FakeRoot root;
  CHECK(value(root, "fips.system_fips_file") == "absent");
  CHECK(value(root, "fips.gcrypt_fips_enabled") == "absent");
  CHECK(value(root, "fips.crypto_policy") == "absent");
  root.write("/etc/system-fips", "");
  root.write("/etc/gcrypt/fips_enabled", "1\n");
  root.write("/etc/crypto-policies/state/current", "FIPS\n");
  CHECK(value(root, "fips.system_fips_file") == "present");
  CHECK(value(root, "fips.gcrypt_fips_enabled") == "1");
  CHECK(value(root, "fips.crypto_policy") == "FIPS");
  root.write("/etc/gcrypt/fips_enabled", "");
  CHECK(value(root, "fips.gcrypt_fips_enabled") == "empty");
}

TEST_CASE("Arguments of the kernel's command line are the last of their name, before init's own") {
  const FakeRoot root;
  root.write("/proc/cmdline", "root=/dev/xvda1 fips=0 boot=UUID=12-34 fips=1 myfips=7 -- fips=0\n");
  CHECK(value(root, "boot.fips_argument") == "1");
  CHECK(value(root, "boot.boot_argument") == "UUID=12-34");
  root.write("/proc/cmdline", "quiet\n");
  CHECK(value(root, "boot.fips_argument") == "absent");
  CHECK(value(root, "boot.boot_argument") == "absent");
}

TEST_CASE("/boot is part of the root file system, or absent") {
  const FakeRoot root;
  CHECK(value(root, "boot.separate") == "absent");
  std::filesystem::create_directory(root.at("/boot"));
  CHECK(value(root, "boot.separate") == "no");
}

TEST_CASE("A host that is no container is in the kernel's first PID namespace") {
  const FakeRoot root;
  root.link("/proc/self/ns/pid", "pid:[4026531836]");
  CHECK(value(root, "container.kind") == "none");
}

TEST_CASE("A PID namespace of its own is a container of unknown kind") {
  const FakeRoot root;
  root.link("/proc/self/ns/pid", "pid:[4026532210]");
  CHECK(value(root, "container.kind").starts_with("unknown kind"));
}

TEST_CASE("Each kind of container is known by its mark") {
  struct Mark {
    std::string file, content, kind, source;
  };
  const std::string zero(1, '\0');
  const std::vector<Mark> marks = {
      {"/.dockerenv", "", "docker", "/.dockerenv"},
      {"/run/.containerenv", "engine=\"podman\"\n", "podman", "/run/.containerenv"},
      {"/run/systemd/container", "systemd-nspawn\n", "systemd-nspawn", "/run/systemd/container"},
      {"/proc/1/environ", "PATH=/bin" + zero + "container=lxc" + zero, "lxc", "/proc/1/environ container="},
      {"/proc/1/cgroup", "0::/kubepods.slice/pod1\n", "kubernetes", "/proc/1/cgroup"},
      {"/var/run/secrets/kubernetes.io/namespace", "x", "kubernetes", "/var/run/secrets/kubernetes.io"},
  };
  for (const Mark& mark : marks) {
    INFO(mark.file);
    const FakeRoot root;
    root.link("/proc/self/ns/pid", "pid:[4026531836]");
    root.write(mark.file, mark.content);
    CHECK(value(root, "container.kind") == mark.kind);
    CHECK(fact(root, "container.kind").source == mark.source);
  }
}
