#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/assess/known_kernels.hpp"
#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Result = IntegrityFile::Result;

namespace {

Fact said(const std::string& value) { return Fact::of(value, "test"); }

Finding finding_of(const Evidence& evidence, const std::string& id, const Policy& policy = {}) {
  return found(assessed(evidence, policy), id);
}

// with_line is the sample host whose one entry has another command line.
Evidence with_line(const std::string& line, const Fact& boot_device = said("absent")) {
  Evidence evidence = sample_evidence();
  evidence.boot->entries[0].command_line = said(line);
  evidence.boot->entries[0].boot_device = boot_device;
  return evidence;
}

BootEntry rescue_entry() {
  BootEntry entry = sample_boot().entries[0];
  entry.kernel = "/boot/vmlinuz-0-rescue-ec2";
  entry.command_line = said("ro");
  return entry;
}

}  // namespace

TEST_CASE("the next start is as the running kernel when each entry asks for its mode") {
  Evidence evidence = sample_evidence();
  evidence.boot->entries.push_back(rescue_entry());
  evidence.boot->entries.push_back(evidence.boot->entries[0]);
  evidence.boot->entries.back().command_line = said("ro single");
  const Finding good = finding_of(evidence, "host.next-start");
  CHECK(good.status == Status::pass);
  CHECK(good.required);
  CHECK(good.detail ==
        "the kernel is in FIPS mode, and so it is configured: /boot/grub2/grub.cfg \"Amazon Linux 2\" has fips=1");
  const Finding bad = finding_of(with_line("ro"), "host.next-start");
  CHECK(bad.status == Status::fail);
  CHECK(
      bad.detail ==
      "the kernel is in FIPS mode, but the next start may be otherwise: /boot/grub2/grub.cfg \"Amazon Linux 2\" has no fips=");
  CHECK(bad.evidence == std::vector<std::string>{"/boot/entries/0", "/host/fips.kernel_flag"});
  evidence.host["fips.kernel_flag"] = said("0");
  CHECK_THAT(finding_of(evidence, "host.next-start").detail, ContainsSubstring("has fips=1"));
  CHECK(finding_of(evidence, "host.next-start").status == Status::fail);
}

TEST_CASE("a configuration that cannot be read leaves the next start unknown, unless another entry decides it") {
  Evidence evidence = sample_evidence();
  evidence.boot->unread.push_back(Fact::unknown("Permission denied", "/boot/efi/EFI"));
  CHECK(finding_of(evidence, "host.next-start").status == Status::unknown);
  CHECK(finding_of(evidence, "host.next-start").detail == "not all of it can be read: /boot/efi/EFI: Permission denied");
  evidence.boot->entries[0].command_line = said("ro fips=0");
  CHECK(finding_of(evidence, "host.next-start").status == Status::fail);
  evidence = sample_evidence();
  evidence.boot->entries[0].command_line = Fact::unknown("it is in the variable kernelopts", "test");
  CHECK(finding_of(evidence, "host.next-start").status == Status::unknown);
}

TEST_CASE("a host without a boot loader has no next start to speak of, and evidence of earlier versions does not know") {
  Evidence evidence = sample_evidence();
  evidence.boot = BootEvidence{};
  for (const std::string id :
       {"host.next-start", "host.next-boot-argument", "host.start-template", "kernel.image-checksum", "kernel.initramfs"}) {
    INFO(id);
    CHECK(finding_of(evidence, id).status == Status::not_applicable);
  }
  evidence.boot.reset();
  for (const std::string id :
       {"host.next-start", "host.next-boot-argument", "host.start-template", "kernel.image-checksum", "kernel.initramfs"}) {
    INFO(id);
    CHECK(finding_of(evidence, id).status == Status::unknown);
  }
}

TEST_CASE("the template of entries is a finding of its own that decides no exit code") {
  Evidence evidence = sample_evidence();
  evidence.boot->entries[1].command_line = said("ro");
  const Finding finding = finding_of(evidence, "host.start-template");
  CHECK(finding.status == Status::fail);
  CHECK_FALSE(finding.required);
  CHECK_THAT(finding.detail, ContainsSubstring("/etc/default/grub \"GRUB_CMDLINE_LINUX\" has no fips="));
  CHECK(finding_of(evidence, "host.next-start").status == Status::pass);
}

TEST_CASE("an entry in FIPS mode whose boot= does not fit will stop the host") {
  Evidence own = with_line("ro fips=1 boot=UUID=7f3a", said("259:2"));
  own.host["boot.separate"] = said("yes");
  const Finding wrong = finding_of(own, "host.next-boot-argument");
  CHECK(wrong.status == Status::fail);
  CHECK_THAT(wrong.detail, ContainsSubstring("boot=UUID=7f3a names device 259:2, but /boot lies on 259:1"));
  own.boot->entries[0].boot_device = said("259:1");
  CHECK(finding_of(own, "host.next-boot-argument").status == Status::pass);
  own.boot->entries[0].command_line = said("ro fips=1");
  CHECK(finding_of(own, "host.next-boot-argument").status == Status::fail);
  own.boot->entries[0].command_line = said("ro");
  CHECK(finding_of(own, "host.next-boot-argument").status == Status::not_applicable);
  CHECK(finding_of(with_line("fips=1 boot=/dev/xvda1", said("259:1")), "host.next-boot-argument").status == Status::fail);
}

TEST_CASE("the running kernel's image passes by its checksum, fails when it differs, and wants one in FIPS mode") {
  Evidence evidence = sample_evidence();
  CHECK(finding_of(evidence, "kernel.image-checksum").status == Status::pass);
  IntegrityFile& checksum = evidence.boot->kernels[0].checksum;
  checksum.result = Result::differs;
  CHECK(finding_of(evidence, "kernel.image-checksum").status == Status::fail);
  CHECK(finding_of(evidence, "kernel.image-checksum").evidence == std::vector<std::string>{"/boot/kernels/0/checksum"});
  checksum.result = Result::unknown;
  CHECK(finding_of(evidence, "kernel.image-checksum").status == Status::unknown);
  checksum.result = Result::absent;
  CHECK(finding_of(evidence, "kernel.image-checksum").status == Status::fail);
  evidence.host["fips.kernel_flag"] = said("0");
  CHECK(finding_of(evidence, "kernel.image-checksum").status == Status::not_applicable);
  evidence.boot->kernels[0].is_running = false;
  CHECK(finding_of(evidence, "kernel.image-checksum").status == Status::not_applicable);
}

TEST_CASE("the initramfs of a kernel in FIPS mode must have all that checks it") {
  Evidence evidence = sample_evidence();
  CHECK(finding_of(evidence, "kernel.initramfs").status == Status::pass);
  Initramfs& initramfs = evidence.boot->kernels[0].initramfs;
  initramfs.sha512hmac.clear();
  initramfs.fips_modules.reset();
  const Finding finding = finding_of(evidence, "kernel.initramfs");
  CHECK(finding.status == Status::fail);
  CHECK(finding.detail == "/boot/initramfs-4.14.320-243.544.amzn2.x86_64.img lacks /etc/fipsmodules, sha512hmac");
  initramfs.why_unknown = "archive 2, which begins at byte 512: the packed data ends in the middle";
  CHECK(finding_of(evidence, "kernel.initramfs").status == Status::unknown);
  CHECK_THAT(finding_of(evidence, "kernel.initramfs").detail, ContainsSubstring("which begins at byte 512"));
  evidence.host["fips.kernel_flag"] = said("0");
  CHECK(finding_of(evidence, "kernel.initramfs").status == Status::not_applicable);
}

TEST_CASE("a live patch fails its finding, and makes the kernel another build than the validated one") {
  Evidence evidence = sample_evidence();
  CHECK(finding_of(evidence, "kernel.live-patches").status == Status::pass);
  CHECK_FALSE(finding_of(evidence, "kernel.live-patches").required);
  evidence.host["kernel.live_patches"] = said("livepatch_one enabled");
  const Policy policy{.fips = FipsExpectation::automatic,
                      .required_families = {},
                      .validated_builds = {{ValidatedBuild{.family = "kernel",
                                                           .certificate = 4593,
                                                           .architecture = "x86_64",
                                                           .packages = {{"kernel-4.14.320-243.544.amzn2"}},
                                                           .files = std::nullopt,
                                                           .source = "the sample"}}}};
  CHECK(finding_of(sample_evidence(), "kernel.validated-build", policy).status == Status::pass);
  CHECK(finding_of(evidence, "kernel.live-patches", policy).status == Status::fail);
  CHECK(finding_of(evidence, "kernel.live-patches", policy).required);
  CHECK(finding_of(evidence, "kernel.validated-build", policy).status == Status::fail);
  CHECK_THAT(finding_of(evidence, "kernel.validated-build", policy).detail,
             ContainsSubstring("live patches: livepatch_one enabled"));
  evidence.host["kernel.live_patches"] = Fact::unknown("sysfs is not mounted", "test");
  CHECK(finding_of(evidence, "kernel.live-patches").status == Status::unknown);
}

TEST_CASE("what the kernel's log says of the start passes, fails or is unknown") {
  Evidence evidence = sample_evidence();
  CHECK(finding_of(evidence, "kernel.start-messages").status == Status::pass);
  evidence.host["kernel.fips_messages"] =
      said("fips mode: enabled; self-tests: 3 passed, 1 failed; alg: self-tests for x (y) failed");
  CHECK(finding_of(evidence, "kernel.start-messages").status == Status::fail);
  evidence.host["kernel.fips_messages"] = said("fips mode: enabled; self-tests: 3 passed, 10 failed; alg: one failed");
  CHECK(finding_of(evidence, "kernel.start-messages").status == Status::fail);
  evidence.host["kernel.fips_messages"] = said("no word on FIPS mode or self-tests");
  CHECK(finding_of(evidence, "kernel.start-messages").status == Status::unknown);
  evidence.host["kernel.fips_messages"] = Fact::unknown("Operation not permitted", "/dev/kmsg");
  CHECK(finding_of(evidence, "kernel.start-messages").status == Status::unknown);
}

TEST_CASE("a kernel that is known not to start in FIPS mode is named with the source") {
  Evidence evidence = sample_evidence();
  CHECK(finding_of(evidence, "kernel.known-bad").status == Status::pass);
  evidence.host["kernel.release"] = said("5.4.95-42.163.amzn2.x86_64");
  const Finding finding = finding_of(evidence, "kernel.known-bad");
  CHECK(finding.status == Status::fail);
  CHECK_THAT(finding.detail, ContainsSubstring("ecdh-generic") && ContainsSubstring("awslabs/amazon-eks-ami issue 632"));
}

TEST_CASE("known kernels are known by their whole release, on every architecture") {
  CHECK(known_bad_kernel("5.4.95-42.163.amzn2.x86_64") != nullptr);
  CHECK(known_bad_kernel("5.4.95-42.163.amzn2.aarch64") != nullptr);
  CHECK(known_bad_kernel("5.4.95-42.163.amzn2") != nullptr);
  CHECK(known_bad_kernel("5.4.95-42.163.amzn23.x86_64") == nullptr);
  CHECK(known_bad_kernel("5.4.95-42.164.amzn2.x86_64") == nullptr);
  CHECK(known_bad_kernel("") == nullptr);
  CHECK(kernel_that_wants_matching_dracut("5.4.110-54.182.amzn2.x86_64") != nullptr);
  CHECK(kernel_that_wants_matching_dracut("5.10.1-1.amzn2.x86_64") == nullptr);
  CHECK(kernel_that_wants_matching_dracut("5.4.0-42-generic") == nullptr);
  for (const KnownKernel& kernel : known_kernels()) CHECK_THAT(kernel.source, ContainsSubstring("confidence "));
}

TEST_CASE("certificates name the series of a kernel") {
  CHECK(certificates_naming(builtin_catalogue(), "4.14.320-243.544.amzn2.x86_64") == std::vector<std::uint32_t>{3709, 4593});
  CHECK(certificates_naming(builtin_catalogue(), "5.10.1-1.amzn2.x86_64").empty());
}
