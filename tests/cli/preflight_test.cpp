#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/al2_root.hpp"

// preflight, status and verify on roots in the form of Amazon Linux 2.
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

// kOwnBoot puts /boot on a file system of its own, with a device file of that number: /dev/xvda128 and its UUID.
constexpr const char* kOwnBoot = R"(
cp -a $root/boot /mnt/boot
mount -t tmpfs tmpfs $root/boot
cp -a /mnt/boot/. $root/boot
mknod $root/dev/xvda128 b 0 $(stat --format %d $root/boot)
mknod $root/dev/xvda1 b 202 1
ln -s ../../xvda128 $root/dev/disk/by-uuid/B007
ln -s ../../xvda1 $root/dev/disk/by-uuid/0007
)";

// kGrubby puts a grubby there that writes what the real one does, with a busybox to run it.
constexpr const char* kGrubby = R"sh(
show "$(command -v busybox)" /bin/sh
cat >$root/usr/sbin/grubby <<END
#!/bin/sh
echo index=0
echo 'kernel="/boot/vmlinuz-$release"'
echo 'args="ro fips boot=/dev/xvda1"'
echo 'title="By grubby"'
END
chmod +x $root/usr/sbin/grubby
)sh";

std::string with_arguments(const std::string& arguments) {
  return "sed -i 's|console=tty0$|console=tty0 " + arguments + "|' $root/boot/grub2/grub.cfg\n";
}

json preflight_in(const Al2Root& root, int exit_code) {
  const ProgramResult result = run_in(root, {"preflight", "--format", "json", "--quiet"});
  INFO(result.errors << result.output);
  REQUIRE(result.exit_code == exit_code);
  return json::parse(result.output);
}

json trap_in(const json& preflight, const std::string& id) {
  const auto& traps = preflight.at("traps");
  const auto found = std::ranges::find_if(traps, [&](const json& trap) { return trap.at("id") == id; });
  REQUIRE(found != traps.end());
  return *found;
}

std::string state_in(const json& preflight, const std::string& id) {
  const json trap = trap_in(preflight, id);
  INFO(id << ": " << trap.at("detail"));
  return trap.at("state");
}

}  // namespace

TEST_CASE("preflight finds nothing in the way of a host that is ready, but what no package manager can tell") {
  const json found = preflight_in({}, 3);
  for (const std::string id :
       {"kernel.fips-support", "kernel.checksum", "dracut.fips-module", "initramfs.fips-module", "boot.root-device",
        "boot.fips-word", "libraries.prelink", "libraries.checksums", "libraries.system-fips"}) {
    INFO(id);
    CHECK(state_in(found, id) == "clear");
  }
  CHECK(state_in(found, "dracut.versions") == "unknown");
  CHECK(state_in(found, "programs.md5-abort") == "note");
  CHECK(found.at("summary").at("obstacle") == 0);
}

TEST_CASE("preflight warns of a separate /boot without boot=, and of a boot= that names another file system") {
  const json missing = preflight_in({.setup = kOwnBoot}, 2);
  CHECK(state_in(missing, "boot.argument") == "obstacle");
  CHECK_THAT(trap_in(missing, "boot.argument").at("detail"), ContainsSubstring("there is no boot= to name it"));
  const json wrong = preflight_in({.setup = kOwnBoot + with_arguments("boot=UUID=0007")}, 2);
  CHECK_THAT(trap_in(wrong, "boot.argument").at("detail"),
             ContainsSubstring("boot=UUID=0007 names device 202:1, but /boot lies on 0:"));
  const json right = preflight_in({.setup = kOwnBoot + with_arguments("boot=UUID=B007")}, 3);
  CHECK(state_in(right, "boot.argument") == "clear");
  const json superfluous = preflight_in({.setup = with_arguments("boot=/dev/xvda1")}, 2);
  CHECK(state_in(superfluous, "boot.root-device") == "obstacle");
}

TEST_CASE("preflight names what an initramfs lacks, and a kernel whose image was changed") {
  const json lacks =
      preflight_in({.setup = "rm /mnt/initramfs/etc/fipsmodules /mnt/initramfs/bin/sha512hmac\npack /mnt/initramfs\n"}, 2);
  CHECK_THAT(trap_in(lacks, "initramfs.fips-module").at("detail"),
             ContainsSubstring(".img lacks /etc/fipsmodules, sha512hmac"));
  CHECK_THAT(trap_in(lacks, "initramfs.fips-module").at("remedy"), ContainsSubstring("sudo dracut -f --regenerate-all"));
  const json changed = preflight_in({.setup = "echo more >>$root/boot/vmlinuz-$release\n"}, 2);
  CHECK(state_in(changed, "kernel.checksum") == "obstacle");
  const json broken = preflight_in({.setup = "truncate --size -20 $root/boot/initramfs-$release.img\n"}, 3);
  CHECK_THAT(trap_in(broken, "initramfs.fips-module").at("detail"), ContainsSubstring("archive 1, which begins at byte 0: "));
}

TEST_CASE("preflight knows a kernel that panics, prelinked libraries and a library without its checksum") {
  const json found = preflight_in({.setup = "touch $root/etc/prelink.cache $root/boot/vmlinuz-5.4.95-42.163.amzn2.x86_64\n"
                                            "rm $root/usr/lib64/.libcrypto*\n"},
                                  2);
  CHECK_THAT(trap_in(found, "kernel.known-bad").at("detail"), ContainsSubstring("ecdh-generic"));
  CHECK(state_in(found, "libraries.prelink") == "obstacle");
  CHECK(state_in(found, "libraries.checksums") == "obstacle");
}

TEST_CASE("preflight asks grubby too, where it is there") {
  if (run_program({"busybox", "true"}).exit_code != 0) SKIP("busybox is not installed: the root has no shell without it");
  const json found = preflight_in({.setup = kGrubby}, 2);
  CHECK_THAT(trap_in(found, "boot.fips-word").at("detail"), ContainsSubstring("grubby --info=ALL \"By grubby\""));
  CHECK_THAT(trap_in(found, "boot.root-device").at("detail"),
             ContainsSubstring("grubby --info=ALL \"By grubby\": boot=/dev/xvda1 is given"));
}

TEST_CASE("the text of preflight lines up, and says what was not changed") {
  const ProgramResult result = run_in({.setup = kOwnBoot}, {"preflight", "--quiet"});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.output, ContainsSubstring("Amazon Linux 2") && ContainsSubstring("nothing was changed"));
  CHECK_THAT(result.output, ContainsSubstring("state     trap                   what it is\n"
                                              "OBSTACLE  boot.argument          boot= missing or wrong"));
  CHECK_THAT(result.output,
             ContainsSubstring("sudo grubby --update-kernel=ALL --args=\"boot=UUID=$(findmnt -no UUID /boot)\""));
  CHECK(result.output.find('\x1b') == std::string::npos);
}

TEST_CASE("preflight says wrong usage with exit code 64") {
  CHECK(run_fipsprobe({"preflight", "--format", "yaml"}).exit_code == 64);
  CHECK(run_fipsprobe({"preflight", "--fix"}).exit_code == 64);
}

TEST_CASE("verify names a next start that will not be in FIPS mode, and a boot= that will stop it") {
  const std::vector<std::string> words = {"verify", "--expect", "on", "--quiet", "--modules", "openssl,libgcrypt"};
  const Al2Root ready{.fips_enabled = "1", .command_line = "root=/dev/xvda1 ro fips=1", .setup = with_arguments("fips=1")};
  const ProgramResult yes = run_in(ready, words);
  INFO(yes.output << yes.errors);
  CHECK(yes.exit_code == 0);

  Al2Root drifts = ready;
  drifts.setup.clear();
  const ProgramResult no = run_in(drifts, words);
  CHECK(no.exit_code == 2);
  CHECK(no.output == "next start by /boot/grub2/grub.cfg \"Amazon Linux 2\": expected on, is off: it has no fips=\n");

  Al2Root stops = ready;
  stops.setup = kOwnBoot + with_arguments("fips=1 boot=UUID=0007");
  stops.command_line += " boot=UUID=B007";
  const ProgramResult wrong = run_in(stops, words);
  CHECK(wrong.exit_code == 2);
  CHECK_THAT(wrong.output,
             ContainsSubstring("boot= of next start by /boot/grub2/grub.cfg \"Amazon Linux 2\": expected to fit, is wrong: "
                               "boot=UUID=0007 names device 202:1"));
  CHECK(std::ranges::count(wrong.output, '\n') == 1);
}

TEST_CASE("status shows the next start in a line, and what it does not read") {
  const ProgramResult result = run_in({.fips_enabled = "1", .command_line = "ro fips=1", .setup = ""}, {"status", "--quiet"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.output, ContainsSubstring("next start   no fips= in 1 entry\n") &&
                                ContainsSubstring("live patches none\n") &&
                                ContainsSubstring("initramfs    not read by status"));
}
