#pragma once

#include <optional>
#include <string>

#include "harness/model/evidence.hpp"

namespace fipsprobe::test {

inline Counts counts_of(std::uint64_t ok, std::uint64_t mismatch = 0, std::uint64_t unsupported = 0) {
  Counts counts;
  counts[OutcomeKind::ok] = ok;
  counts[OutcomeKind::mismatch] = mismatch;
  counts[OutcomeKind::unsupported] = unsupported;
  return counts;
}

inline KatSet sample_set(std::string source, std::string algorithm, const Counts& counts) {
  return {.source = std::move(source),
          .algorithm = std::move(algorithm),
          .format = "CAVP",
          .in_file = counts.total(),
          .left_out = {},
          .counts = counts,
          .second_opinion = std::nullopt,
          .failures = {},
          .reasons = {},
          .drivers = {}};
}

// sample_run is a run in which everything went well.
inline Run sample_run(Mode mode, FipsState::Value state) {
  Run run;
  run.mode = mode;
  run.environment = {{"LANG", "C"}};
  run.fips = {state, "asked by the sample"};
  run.self_tests = {{"FIPS_selftest_sha1", SelfTestResult::Value::pass, "1 with FIPS mode on"},
                    {"integrity of the file", SelfTestResult::Value::pass, ""}};
  run.sets = {sample_set("CBCGFSbox128.rsp", "AES-CBC", counts_of(14)),
              sample_set("SHA3_256.rsp", "SHA-3", counts_of(10, 0, 4))};
  run.refusals = {{"MD5", OutcomeKind::refused, "disabled for fips"},
                  {"IDEA-CBC encrypt", OutcomeKind::unsupported, "no such cipher"}};
  run.seconds = 1.25;
  return run;
}

// sample_packages are of a module whose one file is as its package left it.
inline PackageChecks sample_packages(const ModuleEvidence& module) {
  PackageCheck check;
  check.package = module.family == "kernel" ? "rpm kernel-4.14.320-243.544.amzn2.x86_64" : module.identity.package;
  check.files = {module.family == "kernel" ? "/boot/vmlinuz-4.14.320-243.544.amzn2.x86_64" : module.identity.path};
  check.tool = "rpm -V";
  return {.why_unknown = "", .checks = {check}};
}

inline ModuleEvidence sample_module(const std::string& family, const std::string& soname, const std::string& package,
                                    const std::string& version) {
  ModuleEvidence module;
  module.family = family;
  module.instance = family == "kernel" ? "kernel" : "/usr/lib64/" + soname;
  module.identity = {.path = family == "kernel" ? "" : module.instance,
                     .real_path = family == "kernel" ? "" : module.instance,
                     .soname = soname,
                     .architecture = "x86_64",
                     .sha256 = std::string(64, 'a'),
                     .package = package,
                     .version = version,
                     .build = "",
                     .parts = {}};
  module.runs = {sample_run(Mode::as_found, FipsState::Value::on), sample_run(Mode::contrast, FipsState::Value::off)};
  module.runs[1].refusals = {{"MD5", OutcomeKind::ok, ""}};
  module.packages = sample_packages(module);
  return module;
}

// sample_boot is how that host starts: one kernel, one entry, and the template of entries.
inline BootEvidence sample_boot() {
  const std::string release = "4.14.320-243.544.amzn2.x86_64", image = "/boot/vmlinuz-" + release;
  const std::string initramfs = "/boot/initramfs-" + release + ".img", grub = "/boot/grub2/grub.cfg";
  BootEvidence boot;
  boot.entries = {{.file = grub,
                   .title = "Amazon Linux 2",
                   .is_template = false,
                   .is_default = true,
                   .kernel = image,
                   .initramfs = {initramfs},
                   .command_line = Fact::of("root=UUID=8db9a1a2 ro fips=1", grub),
                   .boot_device = Fact::of("absent", "boot=")},
                  {.file = "/etc/default/grub",
                   .title = "GRUB_CMDLINE_LINUX",
                   .is_template = true,
                   .is_default = false,
                   .kernel = "",
                   .initramfs = {},
                   .command_line = Fact::of("ro fips=1", "/etc/default/grub"),
                   .boot_device = Fact::of("absent", "boot=")}};
  KernelImage kernel;
  kernel.release = release;
  kernel.path = image;
  kernel.is_running = true;
  kernel.checksum = {.file = image,
                     .integrity_file = "/boot/.vmlinuz-" + release + ".hmac",
                     .kind = "HMAC-SHA512, .hmac file of the kernel",
                     .result = IntegrityFile::Result::match,
                     .detail = "HMAC-SHA512 computed ..."};
  kernel.initramfs = {.path = initramfs,
                      .why_unknown = "",
                      .segments = {"cpio", "gzip"},
                      .files = 1200,
                      .fips_files = {"usr/lib/dracut/hooks/pre-trigger/01fips-boot.sh", "usr/sbin/fips.sh"},
                      .fips_modules = {{"aes", "sha512"}},
                      .sha512hmac = {"usr/bin/sha512hmac"},
                      .checksum_files = {},
                      .libgcrypt = {}};
  boot.kernels = {kernel};
  return boot;
}

// sample_evidence is of an Amazon Linux 2 host in FIPS mode on which everything went well.
inline Evidence sample_evidence() {
  Evidence evidence;
  evidence.tool_version = "0.1.0";
  evidence.collected_at = "2026-11-23T10:00:00Z";
  evidence.host = {
      {"hostname", Fact::of("ip-10-0-0-7", "uname(2)")},
      {"architecture", Fact::of("x86_64", "uname(2)")},
      {"os.id", Fact::of("amzn", "/etc/os-release")},
      {"os.version_id", Fact::of("2", "/etc/os-release")},
      {"os.pretty_name", Fact::of("Amazon Linux 2", "/etc/os-release")},
      {"kernel.release", Fact::of("4.14.320-243.544.amzn2.x86_64", "uname(2)")},
      {"fips.kernel_flag", Fact::of("1", "/proc/sys/crypto/fips_enabled")},
      {"fips.kernel_flag_faked", Fact::of("no", "/proc/self/mountinfo")},
      {"fips.system_fips_file", Fact::of("present", "/etc/system-fips")},
      {"boot.fips_argument", Fact::of("1", "/proc/cmdline")},
      {"boot.boot_argument", Fact::of("absent", "/proc/cmdline")},
      {"boot.command_line", Fact::of("root=UUID=8db9a1a2 ro fips=1", "/proc/cmdline")},
      {"boot.separate", Fact::of("no", "stat(2) of / and /boot")},
      {"boot.device", Fact::of("259:1", "stat(2) of /boot")},
      {"boot.argument_device", Fact::of("absent", "/dev/disk, /dev")},
      {"boot.encrypted_volumes", Fact::of("none", "/etc/crypttab")},
      {"kernel.live_patches", Fact::of("none", "/sys/kernel/livepatch, /sys/kernel/kpatch")},
      {"kernel.fips_messages", Fact::of("fips mode: enabled; self-tests: 148 passed, 0 failed", "/dev/kmsg")},
      {"kernel.algif_aead", Fact::of("not blocked", "/etc/modprobe.d")},
      {"dracut.program", Fact::of("/usr/sbin/dracut", "/usr/sbin/dracut")},
      {"dracut.package", Fact::of("rpm dracut-033-535.amzn2.1.7.x86_64", "the package manager")},
      {"dracut.fips_module", Fact::of("/usr/lib/dracut/modules.d/01fips/module-setup.sh", "/usr/lib/dracut/modules.d")},
      {"dracut.fips_package", Fact::of("rpm dracut-fips-033-535.amzn2.1.7.x86_64", "the package manager")},
      {"dracut.sha512hmac", Fact::of("/usr/bin/sha512hmac", "/usr/bin/sha512hmac")},
      {"libraries.prelinking", Fact::of("absent", "/etc/sysconfig/prelink")},
      {"container.kind", Fact::of("none", "/proc/self/ns/pid")},
      {"cpu.model", Fact::unknown("the file has no model name", "/proc/cpuinfo")},
  };
  evidence.boot = sample_boot();
  evidence.kernel_algorithms = {{"sha256", "sha256-generic", "kernel", "shash", "passed", 100, std::nullopt}};
  evidence.modules = {sample_module("openssl", "libcrypto.so.10", "rpm openssl-libs-1.0.2k-24.amzn2.0.3.x86_64",
                                    "OpenSSL 1.0.2k-fips  26 Jan 2017"),
                      sample_module("libgcrypt", "libgcrypt.so.11", "rpm libgcrypt-1.5.3-14.amzn2.0.3.x86_64", "1.5.3"),
                      sample_module("nss", "libsoftokn3.so", "rpm nss-softokn-3.36.0-5.amzn2.x86_64", "3.36.0"),
                      sample_module("gnutls", "libgnutls.so.28", "rpm gnutls-3.3.29-9.amzn2.0.1.x86_64", "3.3.29"),
                      sample_module("kernel", "", "", "4.14.320-243.544.amzn2.x86_64")};
  evidence.installed_crypto = InstalledCrypto{};
  for (const ModuleEvidence& module : evidence.modules) {
    if (module.family == "kernel") continue;
    evidence.installed_crypto->libraries.push_back(
        {module.identity.path, module.identity.soname, "x86_64", module.identity.package, true});
  }
  return evidence;
}

}  // namespace fipsprobe::test
