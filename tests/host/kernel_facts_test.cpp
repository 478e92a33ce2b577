#include <sys/stat.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/host/host_facts.hpp"
#include "harness/host/kernel_log.hpp"
#include "tests/host/fake_root.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string fact_of(const FakeRoot& root, const std::string& name, Depth depth = Depth::thorough) {
  const Fact fact = collect_host_facts(root.path(), depth).at(name);
  return fact.value.value_or("unknown: " + fact.why_unknown);
}

std::string messages_of(const std::vector<std::string>& records) {
  const Fact fact = fips_messages({.records = records, .why_unknown = {}});
  return fact.value.value_or("unknown: " + fact.why_unknown);
}

}  // namespace

TEST_CASE("lockdown is the word in brackets") {
  const FakeRoot root;
  CHECK_THAT(fact_of(root, "kernel.lockdown"), ContainsSubstring("unknown: no such file"));
  root.write("/sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
  CHECK(fact_of(root, "kernel.lockdown") == "integrity");
  root.write("/sys/kernel/security/lockdown", "] none [\n");
  CHECK(fact_of(root, "kernel.lockdown") == "unknown: no word of it is in brackets");
}

TEST_CASE("live patches are named with their state, also those that were taken out again") {
  const FakeRoot root;
  CHECK(fact_of(root, "kernel.live_patches") == "unknown: sysfs is not mounted");
  root.write("/sys/kernel/uevent_seqnum", "1\n");
  CHECK(fact_of(root, "kernel.live_patches") == "none");
  root.write("/proc/sys/kernel/tainted", "4097\n");
  CHECK(fact_of(root, "kernel.live_patches") == "none");
  root.write("/proc/sys/kernel/tainted", "36865\n");  // 2^15 + 2^12 + 1
  CHECK_THAT(fact_of(root, "kernel.live_patches"), ContainsSubstring("none any more"));
  root.write("/sys/kernel/livepatch/livepatch_4_14_320/enabled", "1\n");
  root.write("/sys/kernel/kpatch/kpatch_old/enabled", "0\n");
  CHECK(fact_of(root, "kernel.live_patches") == "livepatch_4_14_320 enabled, kpatch_old disabled");
}

TEST_CASE("a line that keeps algif_aead from being loaded is quoted with its file") {
  const FakeRoot root;
  root.write("/etc/modprobe.d/a.conf", "# install algif_aead /bin/false\nblacklist algif_hash\n");
  CHECK(fact_of(root, "kernel.algif_aead") == "not blocked");
  root.write("/usr/lib/modprobe.d/b.conf", "install algif_aead /bin/false\n");
  CHECK(fact_of(root, "kernel.algif_aead") == "blocked by /usr/lib/modprobe.d/b.conf: install algif_aead /bin/false");
}

TEST_CASE("the kernel's log is summed up: FIPS mode, self-tests that passed, and those that failed in its words") {
  CHECK(messages_of({"5,0,0,-;Linux version 4.14", "6,1,9,-;fips mode: enabled",
                     "6,2,10,-;alg: self-tests for sha256-avx2 (sha256) passed",
                     "6,3,11,-;alg: self-tests for aes (aes) passed\n SUBSYSTEM=x"}) ==
        "fips mode: enabled; self-tests: 2 passed, 0 failed");
  CHECK(messages_of({"6,0,9,-;fips mode: enabled", "3,1,9,-;alg: self-tests for ecdh-generic (ecdh) failed (rc=-22)"}) ==
        "fips mode: enabled; self-tests: 0 passed, 1 failed; alg: self-tests for ecdh-generic (ecdh) failed (rc=-22)");
  CHECK(messages_of({"3,0,9,-;aes-generic: aes alg self test failed in fips mode!"}) ==
        "no word on FIPS mode; self-tests: 0 passed, 1 failed; aes-generic: aes alg self test failed in fips mode!");
  CHECK(messages_of({"6,0,9,-;usb: something failed", "6,1,9,-;alg: No test for stdrng (jitterentropy_rng)"}) ==
        "no word on FIPS mode or self-tests");
}

TEST_CASE("a log that has lost its beginning cannot say that there was no message") {
  CHECK(messages_of({"6,4711,9,-;usb: late"}) ==
        "unknown: the log has lost its first 4711 messages, which are those of the start");
  CHECK_THAT(messages_of({"6,40,9,-;fips mode: enabled"}), ContainsSubstring("the log has lost its first 40 messages"));
}

TEST_CASE("a log that is not there, not readable or something else is unknown with the reason") {
  const FakeRoot root;
  CHECK(fact_of(root, "kernel.fips_messages") == "unknown: No such file or directory");
  root.write("/dev/kmsg", "something else");
  CHECK(fact_of(root, "kernel.fips_messages") == "unknown: it is not the kernel's log");
  root.write("/dev/kmsg", "");
  CHECK(fact_of(root, "kernel.fips_messages") == "unknown: the log is empty");
  std::filesystem::remove(root.at("/dev/kmsg"));
  REQUIRE(::mkfifo(root.at("/dev/kmsg").c_str(), 0600) == 0);
  CHECK(fact_of(root, "kernel.fips_messages") == "unknown: the log is empty");
  CHECK_THAT(fact_of(root, "kernel.fips_messages", Depth::quick), ContainsSubstring("not read by status"));
}

TEST_CASE("what makes an initramfs is found: dracut, its module for FIPS mode, the program for the kernel's checksum") {
  const FakeRoot root;
  for (const std::string name :
       {"dracut.program", "dracut.package", "dracut.fips_module", "dracut.fips_package", "dracut.sha512hmac"})
    CHECK(fact_of(root, name) == "absent");
  root.write("/usr/sbin/dracut", "");
  root.write("/usr/lib/dracut/modules.d/01fips/module-setup.sh", "");
  root.write("/usr/lib/dracut/modules.d/02nofips/module-setup.sh", "");
  root.write("/usr/bin/sha512hmac", "");
  CHECK(fact_of(root, "dracut.program") == "/usr/sbin/dracut");
  CHECK_THAT(fact_of(root, "dracut.package"), ContainsSubstring("unknown: no package owns /usr/sbin/dracut"));
  CHECK(fact_of(root, "dracut.fips_module") == "/usr/lib/dracut/modules.d/01fips/module-setup.sh");
  CHECK(fact_of(root, "dracut.sha512hmac") == "/usr/bin/sha512hmac");
}

TEST_CASE("prelinking is on, off, absent, or was done") {
  const FakeRoot root;
  CHECK(fact_of(root, "libraries.prelinking") == "absent");
  root.write("/etc/sysconfig/prelink", "# PRELINKING=yes\nPRELINKING=no\n");
  CHECK(fact_of(root, "libraries.prelinking") == "off");
  root.write("/etc/prelink.cache", "");
  CHECK(fact_of(root, "libraries.prelinking") == "libraries are prelinked");
  root.write("/etc/sysconfig/prelink", "PRELINKING=yes\n");
  CHECK(fact_of(root, "libraries.prelinking") == "on");
}

TEST_CASE("volumes of LUKS that are unlocked at boot are named") {
  const FakeRoot root;
  CHECK(fact_of(root, "boot.encrypted_volumes") == "none");
  root.write("/etc/crypttab", "# name device\n\n");
  CHECK(fact_of(root, "boot.encrypted_volumes") == "none");
  root.write("/etc/crypttab", "root UUID=1 none\nhome UUID=2 none luks\n");
  CHECK(fact_of(root, "boot.encrypted_volumes") == "root, home");
}
