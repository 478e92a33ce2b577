#include "harness/assess/preflight.hpp"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>
#include <regex>

#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

Fact said(const std::string& value) { return Fact::of(value, "test"); }
Fact unread(const std::string& why) { return Fact::unknown(why, "test"); }

// plain_host is the sample host before FIPS mode was enabled, with all that enabling needs.
Evidence plain_host() {
  Evidence evidence = sample_evidence();
  evidence.host["fips.kernel_flag"] = said("0");
  evidence.boot->entries[0].command_line = said("root=UUID=8db9a1a2 ro");
  evidence.boot->entries[1].command_line = said("ro");
  return evidence;
}

Trap trap_in(const Evidence& evidence, const std::string& id) {
  const Preflight result = preflight(evidence, builtin_catalogue());
  const auto found = std::ranges::find(result.traps, id, &Trap::id);
  INFO(id);
  REQUIRE(found != result.traps.end());
  return *found;
}

Trap trap_with(const std::string& id, const std::map<std::string, Fact>& changes) {
  Evidence evidence = plain_host();
  for (const auto& [name, fact] : changes) evidence.host[name] = fact;
  return trap_in(evidence, id);
}

int exit_code_of(const Evidence& evidence) { return preflight(evidence, builtin_catalogue()).exit_code(); }

}  // namespace

TEST_CASE("preflight.json has exactly the traps that preflight looks for, each with its prose and source") {
  std::vector<std::string> in_data = known_traps(), in_code = emitted_traps();
  CHECK(in_data == in_code);
  std::sort(in_data.begin(), in_data.end());
  CHECK(std::ranges::adjacent_find(in_data) == in_data.end());
  for (const Trap& trap : preflight(plain_host(), builtin_catalogue()).traps) {
    INFO(trap.id);
    CHECK(std::regex_match(trap.id, std::regex("[a-z]+\\.[a-z0-9]+(-[a-z0-9]+)*")));
    CHECK_FALSE(trap.title.empty());
    CHECK_FALSE(trap.source.empty());
    CHECK_FALSE(trap.detail.empty());
  }
}

TEST_CASE("a host with all that enabling needs has nothing in the way") {
  const Preflight result = preflight(plain_host(), builtin_catalogue());
  for (const Trap& trap : result.traps) {
    INFO(trap.id << ": " << trap.detail);
    CHECK(trap.state != TrapState::obstacle);
    CHECK(trap.state != TrapState::unknown);
  }
  CHECK(result.exit_code() == 0);
  CHECK(result.count(TrapState::note) == 2);  // MD5, and programs that call it
}

TEST_CASE("the states of all traps add up") {
  const nlohmann::json json = to_json(preflight(plain_host(), builtin_catalogue()));
  std::uint64_t sum = 0;
  for (const auto& [state, count] : json.at("summary").items()) sum += count.get<std::uint64_t>();
  CHECK(sum == json.at("traps").size());
}

TEST_CASE("an unknown that counts makes exit code 3, an obstacle 2 whatever else is unknown, and a note changes nothing") {
  Evidence evidence = plain_host();
  evidence.boot->kernels[0].initramfs.why_unknown = "Permission denied";
  CHECK(exit_code_of(evidence) == 3);
  evidence.host["libraries.prelinking"] = said("on");
  CHECK(exit_code_of(evidence) == 2);
  evidence = plain_host();
  evidence.host["kernel.live_patches"] = said("one enabled");
  evidence.host["kernel.algif_aead"] = unread("Permission denied");
  CHECK(exit_code_of(evidence) == 0);
}

TEST_CASE("remedies are in the words of the distribution") {
  Evidence evidence = plain_host();
  evidence.boot->kernels[0].initramfs.fips_files.clear();
  CHECK_THAT(trap_in(evidence, "initramfs.fips-module").remedy, ContainsSubstring("sudo yum install -y dracut-fips"));
  evidence.host["os.version_id"] = said("2023");
  CHECK_THAT(trap_in(evidence, "initramfs.fips-module").remedy, ContainsSubstring("sudo fips-mode-setup --enable"));
  evidence.host["os.id"] = said("debian");
  CHECK_THAT(trap_in(evidence, "initramfs.fips-module").remedy, ContainsSubstring("sudo dracut --force --add fips"));
  CHECK(trap_in(plain_host(), "initramfs.fips-module").remedy.empty());
}

TEST_CASE("a kernel without FIPS mode is an obstacle; a flag that may not be read is unknown") {
  CHECK(trap_with("kernel.fips-support", {}).state == TrapState::clear);
  CHECK(trap_with("kernel.fips-support", {{"fips.kernel_flag", unread("no such file: a kernel without CONFIG_CRYPTO_FIPS")}})
            .state == TrapState::obstacle);
  CHECK(trap_with("kernel.fips-support", {{"fips.kernel_flag", unread("Permission denied")}}).state == TrapState::unknown);
}

TEST_CASE("a kernel in /boot that is known to fail is an obstacle though another one runs") {
  Evidence evidence = plain_host();
  KernelImage bad = evidence.boot->kernels[0];
  bad.release = "5.4.95-42.163.amzn2.x86_64";
  bad.is_running = false;
  evidence.boot->kernels.push_back(bad);
  const Trap trap = trap_in(evidence, "kernel.known-bad");
  CHECK(trap.state == TrapState::obstacle);
  CHECK_THAT(trap.detail, ContainsSubstring("5.4.95-42.163.amzn2.x86_64 panics"));
  const Trap certificate = trap_in(evidence, "kernel.certificate");
  CHECK(certificate.state == TrapState::note);
  CHECK(certificate.detail == "no certificate names kernels of this series: 5.4.95-42.163.amzn2.x86_64");
}

TEST_CASE("each kernel's checksum and initramfs count, except those for repairs") {
  Evidence evidence = plain_host();
  KernelImage other = evidence.boot->kernels[0];
  other.release = "0-rescue-ec2";
  other.checksum.result = IntegrityFile::Result::absent;
  other.initramfs.fips_files.clear();
  evidence.boot->kernels.push_back(other);
  CHECK(exit_code_of(evidence) == 0);
  evidence.boot->kernels[1].release = "5.10.1";
  CHECK(trap_in(evidence, "kernel.checksum").state == TrapState::obstacle);
  CHECK(trap_in(evidence, "initramfs.fips-module").state == TrapState::obstacle);
  CHECK_THAT(trap_in(evidence, "initramfs.fips-module").detail, ContainsSubstring("lacks dracut's module fips"));
  evidence.boot->kernels.clear();
  CHECK(trap_in(evidence, "kernel.checksum").state == TrapState::unknown);
  CHECK(trap_in(evidence, "initramfs.fips-module").state == TrapState::unknown);
}

TEST_CASE("libgcrypt's checksum file is wanted in the initramfs of a host with LUKS") {
  Evidence evidence = plain_host();
  evidence.boot->kernels[0].initramfs.libgcrypt = {"usr/lib64/libgcrypt.so.11"};
  CHECK(trap_in(evidence, "initramfs.libgcrypt").state == TrapState::not_applicable);
  evidence.host["boot.encrypted_volumes"] = said("root");
  CHECK(trap_in(evidence, "initramfs.libgcrypt").state == TrapState::obstacle);
  evidence.boot->kernels[0].initramfs.checksum_files = {"usr/lib64/.libgcrypt.so.11.hmac"};
  CHECK(trap_in(evidence, "initramfs.libgcrypt").state == TrapState::clear);
  evidence.boot->kernels[0].initramfs.libgcrypt = {"usr/lib64/libgcrypt.so.20"};
  CHECK(trap_in(evidence, "initramfs.libgcrypt").state == TrapState::not_applicable);
}

TEST_CASE("dracut needs its module for FIPS mode, sha512hmac, and packages of one version") {
  CHECK(trap_with("dracut.fips-module", {}).state == TrapState::clear);
  CHECK(trap_with("dracut.fips-module", {{"dracut.fips_module", said("absent")}}).state == TrapState::obstacle);
  CHECK(trap_with("dracut.fips-module", {{"dracut.sha512hmac", said("absent")}}).state == TrapState::obstacle);
  CHECK(trap_with("dracut.versions", {}).state == TrapState::clear);
  const Fact older = said("rpm dracut-fips-033-535.amzn2.x86_64");
  CHECK(trap_with("dracut.versions", {{"dracut.fips_package", older}}).state == TrapState::obstacle);
  CHECK(trap_with("dracut.versions", {{"dracut.fips_package", said("absent")}}).state == TrapState::not_applicable);
  CHECK(trap_with("dracut.versions", {{"dracut.package", unread("no package owns it")}}).state == TrapState::unknown);
  CHECK(trap_with("dracut.versions", {{"dracut.package", said("dpkg dracut-core 059-4 amd64")},
                                      {"dracut.fips_package", said("dpkg dracut-core 059-4 amd64")}})
            .state == TrapState::clear);
  CHECK(trap_with("dracut.versions", {{"dracut.package", said("rpm nonsense")}}).state == TrapState::unknown);
}

TEST_CASE("a mismatch of dracut names the kernels here that are known to panic with it") {
  Evidence evidence = plain_host();
  evidence.host["dracut.fips_package"] = said("rpm dracut-fips-033-535.amzn2.x86_64");
  evidence.boot->kernels[0].release = "5.4.110-54.182.amzn2.x86_64";
  CHECK_THAT(trap_in(evidence, "dracut.versions").detail,
             ContainsSubstring("5.4.110-54.182.amzn2.x86_64 panics") && ContainsSubstring("amazon-eks-ami issue 714"));
}

TEST_CASE("boot= is missing, wrong, right or too much, by where /boot lies") {
  Evidence own = plain_host();
  own.host["boot.separate"] = said("yes");
  CHECK(trap_in(own, "boot.argument").state == TrapState::obstacle);
  CHECK(trap_in(own, "boot.argument").detail ==
        "the kernel's checksum file would not be found: /boot/grub2/grub.cfg \"Amazon Linux 2\": /boot is a file system of its "
        "own, and there is no boot= to name it");
  CHECK_THAT(trap_in(own, "boot.argument").remedy, ContainsSubstring("boot=UUID=$(findmnt -no UUID /boot)"));
  CHECK(trap_in(own, "boot.root-device").state == TrapState::not_applicable);
  own.boot->entries[0].command_line = said("ro boot=UUID=77");
  own.boot->entries[0].boot_device = said("259:128");
  CHECK(trap_in(own, "boot.argument").state == TrapState::obstacle);
  own.boot->entries[0].boot_device = said("259:1");
  CHECK(trap_in(own, "boot.argument").state == TrapState::clear);
  own.host["boot.separate"] = said("no");
  CHECK(trap_in(own, "boot.argument").state == TrapState::not_applicable);
  CHECK(trap_in(own, "boot.root-device").state == TrapState::obstacle);
  CHECK(trap_in(plain_host(), "boot.root-device").state == TrapState::clear);
}

TEST_CASE("without a configuration the running command line is looked at, and what cannot be read is unknown") {
  Evidence evidence = plain_host();
  evidence.boot = BootEvidence{};
  evidence.host["boot.command_line"] = said("root=a boot=/dev/xvda1");
  evidence.host["boot.argument_device"] = said("259:1");
  CHECK_THAT(trap_in(evidence, "boot.root-device").detail, ContainsSubstring("/proc/cmdline: boot=/dev/xvda1 is given"));
  CHECK(trap_in(evidence, "boot.configuration").state == TrapState::unknown);
  evidence = plain_host();
  evidence.boot->unread = {Fact::unknown("Permission denied", "/boot/efi/EFI")};
  CHECK(trap_in(evidence, "boot.root-device").state == TrapState::unknown);
  CHECK(exit_code_of(evidence) == 3);
}

TEST_CASE("the word fips without a value is an obstacle") {
  Evidence evidence = plain_host();
  evidence.boot->entries[0].command_line = said("ro fips quiet");
  CHECK(trap_in(evidence, "boot.fips-word").state == TrapState::obstacle);
  CHECK(trap_in(plain_host(), "boot.fips-word").state == TrapState::clear);
}

TEST_CASE("entries and templates that disagree are noted") {
  Evidence evidence = plain_host();
  CHECK(trap_in(evidence, "boot.configuration").state == TrapState::clear);
  evidence.boot->entries[0].command_line = said("ro fips=1");
  const Trap trap = trap_in(evidence, "boot.configuration");
  CHECK(trap.state == TrapState::note);
  CHECK_THAT(trap.detail, ContainsSubstring("fips=1 boot=absent") && ContainsSubstring("fips=absent boot=absent"));
}

TEST_CASE("libraries that were changed behind their checksums are obstacles") {
  CHECK(trap_with("libraries.prelink", {{"libraries.prelinking", said("libraries are prelinked")}}).state ==
        TrapState::obstacle);
  CHECK(trap_with("libraries.prelink", {{"libraries.prelinking", said("off")}}).state == TrapState::clear);
  Evidence evidence = plain_host();
  CHECK(trap_in(evidence, "libraries.checksums").state == TrapState::not_applicable);
  evidence.modules[0].integrity_files = {{.file = "/usr/lib64/libcrypto.so.10",
                                          .integrity_file = "/usr/lib64/.libcrypto.so.10.hmac",
                                          .kind = "HMAC",
                                          .result = IntegrityFile::Result::match,
                                          .detail = ""}};
  CHECK(trap_in(evidence, "libraries.checksums").state == TrapState::clear);
  evidence.modules[0].integrity_files[0].result = IntegrityFile::Result::absent;
  CHECK_THAT(trap_in(evidence, "libraries.checksums").detail, ContainsSubstring(".libcrypto.so.10.hmac is absent"));
  CHECK(trap_in(evidence, "libraries.checksums").state == TrapState::obstacle);
  evidence.modules[0].integrity_files[0].result = IntegrityFile::Result::unknown;
  CHECK(trap_in(evidence, "libraries.checksums").state == TrapState::unknown);
}

TEST_CASE("/etc/system-fips is wanted once dracut-fips is there, or the kernel is in FIPS mode") {
  const Fact absent = said("absent");
  CHECK(trap_with("libraries.system-fips", {{"fips.system_fips_file", absent}}).state == TrapState::obstacle);
  CHECK(trap_with("libraries.system-fips", {{"fips.system_fips_file", absent}, {"dracut.fips_module", absent}}).state ==
        TrapState::not_applicable);
  CHECK(trap_with("libraries.system-fips",
                  {{"fips.system_fips_file", absent}, {"dracut.fips_module", absent}, {"fips.kernel_flag", said("1")}})
            .state == TrapState::obstacle);
}

TEST_CASE("in a container what belongs to the host outside is unknown, and its image must follow") {
  Evidence evidence = plain_host();
  evidence.host["container.kind"] = said("docker");
  evidence.boot = BootEvidence{};
  CHECK(trap_in(evidence, "host.container").state == TrapState::note);
  for (const std::string id : {"kernel.checksum", "initramfs.fips-module", "dracut.fips-module", "boot.argument"})
    CHECK(trap_in(evidence, id).state == TrapState::unknown);
  for (const std::string id : {"kernel.fips-support", "kernel.known-bad", "kernel.live-patches"})
    CHECK(trap_in(evidence, id).state == TrapState::clear);
  CHECK(exit_code_of(evidence) == 3);
}

TEST_CASE("preflight never prints the word that is never printed, and speaks of every caveat that is known") {
  std::string all;
  for (const Trap& trap : preflight(plain_host(), builtin_catalogue()).traps) all += trap.source + "\n";
  for (const std::string source : {"amazon-eks-ami issue 632", "amazon-eks-ami issue 714", "4593",
                                   "ash-linux-formula issue 319", "Failed to start Cryptography Setup", "01fips", "reason 163",
                                   "opa-fm issue 15", "pyca/infra", "pull request 2699", "ComplianceAsCode"}) {
    INFO(source);
    CHECK_THAT(all, ContainsSubstring(source));
  }
}
