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
          .reasons = {}};
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
  return module;
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
      {"boot.separate", Fact::of("no", "stat(2) of / and /boot")},
      {"container.kind", Fact::of("none", "/proc/self/ns/pid")},
      {"cpu.model", Fact::unknown("the file has no model name", "/proc/cpuinfo")},
  };
  evidence.kernel_algorithms = {{"sha256", "sha256-generic", "kernel", "shash", "passed", 100, std::nullopt}};
  evidence.modules = {sample_module("openssl", "libcrypto.so.10", "rpm openssl-libs-1.0.2k-24.amzn2.0.3.x86_64",
                                    "OpenSSL 1.0.2k-fips  26 Jan 2017"),
                      sample_module("libgcrypt", "libgcrypt.so.11", "rpm libgcrypt-1.5.3-14.amzn2.0.3.x86_64", "1.5.3"),
                      sample_module("nss", "libsoftokn3.so", "rpm nss-softokn-3.36.0-5.amzn2.x86_64", "3.36.0"),
                      sample_module("gnutls", "libgnutls.so.28", "rpm gnutls-3.3.29-9.amzn2.0.1.x86_64", "3.3.29"),
                      sample_module("kernel", "", "", "4.14.320-243.544.amzn2.x86_64")};
  return evidence;
}

}  // namespace fipsprobe::test
