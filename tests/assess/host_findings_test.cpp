#include <catch2/catch_test_macros.hpp>

#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

// finding_with gives the finding `id` after facts of the sample host were changed.
Finding finding_with(const std::string& id, const std::map<std::string, Fact>& changes, const Policy& policy = {}) {
  Evidence evidence = sample_evidence();
  for (const auto& [name, fact] : changes) evidence.host[name] = fact;
  return found(assessed(evidence, policy), id);
}

Fact said(const char* value) { return Fact::of(value, "test"); }
Fact unread(const char* why) { return Fact::unknown(why, "test"); }

}  // namespace

TEST_CASE("the kernel's flag passes when it is as expected, and fails when it is not") {
  const Finding on = finding_with("kernel.fips-flag", {});
  CHECK(on.status == Status::pass);
  CHECK(on.detail == "the kernel's FIPS flag is 1");
  CHECK(on.remediation.empty());
  const Finding off = finding_with("kernel.fips-flag", {{"fips.kernel_flag", said("0")}});
  CHECK(off.status == Status::fail);
  CHECK(off.detail == "the kernel's FIPS flag is 0, and should be 1");
  CHECK_FALSE(off.remediation.empty());
  CHECK(off.evidence == std::vector<std::string>{"/host/fips.kernel_flag"});
}

TEST_CASE("a policy that expects FIPS mode off turns the flag's verdict round") {
  const Policy off{.fips = FipsExpectation::off, .required_families = {}, .validated_builds = {}};
  CHECK(finding_with("kernel.fips-flag", {}, off).status == Status::fail);
  CHECK(finding_with("kernel.fips-flag", {{"fips.kernel_flag", said("0")}}, off).status == Status::pass);
}

TEST_CASE("a flag that cannot be read is unknown with the reason") {
  const Finding finding = finding_with("kernel.fips-flag", {{"fips.kernel_flag", unread("permission denied")}});
  CHECK(finding.status == Status::unknown);
  CHECK(finding.detail == "the kernel's FIPS flag cannot be read: permission denied");
}

TEST_CASE("a flag that another file stands in for is a failure of its own, and its value counts for nothing") {
  const std::map<std::string, Fact> changes = {
      {"fips.kernel_flag_faked", said("yes: tmpfs with its folder / is mounted on /proc/sys")}};
  const Finding mount = finding_with("host.fips-flag-mount", changes);
  CHECK(mount.status == Status::fail);
  CHECK(mount.required);
  CHECK(mount.detail == "the flag that programs read is not the kernel's: tmpfs with its folder / is mounted on /proc/sys");
  CHECK(finding_with("kernel.fips-flag", changes).status == Status::unknown);
}

TEST_CASE("flag 1 without /etc/system-fips names the modules that stay out of FIPS mode") {
  const Finding finding = finding_with("host.system-fips-file", {{"fips.system_fips_file", said("absent")}});
  CHECK(finding.status == Status::fail);
  CHECK(
      finding.detail ==
      "the flag is 1, but /etc/system-fips is absent: libcrypto.so.10 stays out of FIPS mode: its constructor looks for "
      "/etc/system-fips first, does not find it and returns at once; libgcrypt.so.11 is in FIPS mode all the same: it switches "
      "FIPS mode on and tests itself only when it is first used; libgnutls.so.28 stays out of FIPS mode: it wants the flag and "
      "/etc/system-fips, and does not find the file");
  CHECK(finding_with("host.system-fips-file", {{"fips.kernel_flag", said("0")}}).status == Status::fail);
  CHECK(finding_with("host.system-fips-file", {}).status == Status::pass);
}

TEST_CASE("a host without a module that reads /etc/system-fips does not need the file") {
  Evidence evidence = sample_evidence();
  evidence.host["fips.system_fips_file"] = said("absent");
  for (ModuleEvidence& module : evidence.modules) module.identity.soname += ".new";
  CHECK(found(assessed(evidence), "host.system-fips-file").status == Status::not_applicable);
}

TEST_CASE("fips= on the command line and the flag must agree") {
  CHECK(finding_with("host.fips-argument", {}).status == Status::pass);
  CHECK(finding_with("host.fips-argument", {{"fips.kernel_flag", said("0")}}).status == Status::fail);
  const Finding not_asked = finding_with("host.fips-argument", {{"boot.fips_argument", said("absent")}});
  CHECK(not_asked.status == Status::fail);
  CHECK(not_asked.detail == "no fips= was given at boot, and the flag is 1: the checks of the initramfs run only with fips=1");
  CHECK(finding_with("host.fips-argument", {{"boot.fips_argument", said("0")}, {"fips.kernel_flag", said("0")}}).status ==
        Status::pass);
}

TEST_CASE("boot= is needed exactly when /boot is a file system of its own, and must name that one") {
  const std::map<std::string, Fact> own = {{"boot.separate", said("yes")}, {"boot.boot_argument", said("UUID=7f3a")}};
  const auto naming = [&](const Fact& device) {
    std::map<std::string, Fact> changes = own;
    changes["boot.argument_device"] = device;
    return finding_with("host.boot-argument", changes);
  };
  CHECK(finding_with("host.boot-argument", {}).status == Status::pass);
  CHECK(finding_with("host.boot-argument", {{"boot.separate", said("yes")}}).status == Status::fail);
  CHECK(finding_with("host.boot-argument", {{"boot.boot_argument", said("UUID=7f3a")}}).status == Status::fail);
  CHECK(naming(said("259:1")).status == Status::pass);
  CHECK(naming(said("259:2")).status == Status::fail);
  CHECK(naming(said("259:2")).detail == "boot=UUID=7f3a names device 259:2, but /boot lies on 259:1");
  CHECK(naming(said("none: /dev/disk/by-uuid/7f3a is no block device")).status == Status::fail);
  CHECK(naming(unread("there is no /dev/disk/by-uuid to look it up in")).status == Status::unknown);
  CHECK(finding_with("host.boot-argument", {{"boot.fips_argument", said("absent")}}).status == Status::not_applicable);
}

TEST_CASE("in a container what belongs to the host outside is unknown") {
  const Finding finding = finding_with("host.container", {{"container.kind", said("docker")}});
  CHECK(finding.status == Status::unknown);
  CHECK_FALSE(finding.required);
  CHECK(finding.detail.starts_with("this is a container (docker): "));
}

TEST_CASE("a fact that the evidence does not have is unknown") {
  Evidence evidence = sample_evidence();
  evidence.host.erase("fips.kernel_flag");
  const Finding finding = found(assessed(evidence), "kernel.fips-flag");
  CHECK(finding.status == Status::unknown);
  CHECK(finding.detail == "the kernel's FIPS flag cannot be read: fips.kernel_flag was not collected");
  CHECK(finding.evidence.empty());
}
