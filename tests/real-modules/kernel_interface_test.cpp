#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "probes/kernel/driver_table.hpp"
#include "probes/kernel/interface_block.hpp"
#include "tests/host/fake_root.hpp"
#include "tests/real-modules/kernel_start.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using kernel::Type;

namespace {

constexpr const char* kRelease = "6.1.0-test";

std::string why(const FakeRoot& host, Type type) { return kernel::why_missing(type, host.path(), kRelease); }

KernelAlgorithm listed(const std::string& name, const std::string& driver, const std::string& type, int priority) {
  return {name, driver, "kernel", type, "passed", priority, std::nullopt, false};
}

}  // namespace

TEST_CASE("The driver that serves is the one of the highest priority with that name and type, or of that name itself") {
  std::vector<KernelAlgorithm> all = {listed("cbc(aes)", "cbc(aes-generic)", "skcipher", 100),
                                      listed("cbc(aes)", "cbc-aes-aesni", "skcipher", 400),
                                      listed("cbc(aes)", "cbc-aes-other", "skcipher", 400),
                                      listed("sha256", "sha256-generic", "shash", 100),
                                      listed("stdrng", "drbg_pr_sha256", "rng", 205),
                                      listed("stdrng", "drbg_nopr_hmac_sha512", "rng", 221),
                                      listed("aes", "aes-generic", "cipher", 900)};
  CHECK(kernel::serving_driver(all, Type::skcipher, "cbc(aes)") == "cbc-aes-aesni");
  CHECK(kernel::serving_driver(all, Type::hash, "sha256") == "sha256-generic");
  CHECK(kernel::serving_driver(all, Type::rng, "stdrng") == "drbg_nopr_hmac_sha512");
  CHECK(kernel::serving_driver(all, Type::rng, "drbg_pr_sha256") == "drbg_pr_sha256");
  CHECK_FALSE(kernel::serving_driver(all, Type::skcipher, "aes").has_value());
  CHECK_FALSE(kernel::serving_driver(all, Type::aead, "cbc(aes)").has_value());
  all[1].internal = true;
  CHECK(kernel::serving_driver(all, Type::skcipher, "cbc(aes)") == "cbc-aes-other");
}

TEST_CASE("An interface that is switched off for modprobe is told, with the file and the line") {
  const FakeRoot host;
  host.write("/lib/modules/6.1.0-test/modules.dep", "kernel/crypto/algif_aead.ko.xz: kernel/crypto/af_alg.ko.xz\n");
  host.write("/lib/modules/6.1.0-test/kernel/crypto/algif_aead.ko.xz", "");
  CHECK_THAT(why(host, Type::aead), EndsWith("algif_aead.ko.xz, but not loaded"));
  host.write("/etc/modprobe.d/90-aead.conf", "# CVE\n\ninstall algif-aead /bin/false\n");
  CHECK_THAT(why(host, Type::aead), StartsWith("algif_aead is switched off for modprobe: "));
  CHECK_THAT(why(host, Type::aead),
             ContainsSubstring("90-aead.conf:3: install algif-aead /bin/false (as the mitigation of CVE-"));
  CHECK_THAT(why(host, Type::hash), ContainsSubstring("not built for this kernel"));
}

TEST_CASE("An interface that is switched off on the kernel's command line is told") {
  const FakeRoot host;
  host.write("/lib/modules/6.1.0-test/modules.builtin", "kernel/crypto/algif_skcipher.ko\n");
  CHECK_THAT(why(host, Type::skcipher), ContainsSubstring("built into the kernel"));
  host.write("/proc/cmdline", "root=/dev/sda1 fips=1 initcall_blacklist=a_init,algif_skcipher_init quiet\n");
  CHECK(why(host, Type::skcipher) ==
        "algif_skcipher is switched off on the kernel's command line: initcall_blacklist=a_init,algif_skcipher_init");
  host.write("/proc/cmdline", "modprobe.blacklist=af_alg\n");
  CHECK_THAT(why(host, Type::skcipher), StartsWith("af_alg is switched off on the kernel's command line"));
}

TEST_CASE("An interface that was removed, was not built, or of which nothing is known, is told apart") {
  const FakeRoot host;
  CHECK_THAT(why(host, Type::rng), ContainsSubstring("not built, or blocked"));
  host.write("/lib/modules/6.1.0-test/modules.dep", "kernel/crypto/algif_rng.ko: kernel/crypto/af_alg.ko\n");
  CHECK_THAT(why(host, Type::rng), EndsWith("but its file was removed"));
  CHECK_THAT(why(host, Type::aead), ContainsSubstring("not built for this kernel"));
}

TEST_CASE("A modprobe configuration that is no file of text is passed over") {
  const FakeRoot host;
  std::filesystem::create_directories(host.at("/etc/modprobe.d/folder.conf"));
  host.link("/etc/modprobe.d/endless.conf", "/dev/zero");
  host.write("/etc/modprobe.d/long.conf", "install algif_aead " + std::string(5000, 'x'));
  const std::string words = why(host, Type::aead);
  CHECK_THAT(words, ContainsSubstring("long.conf:1: install algif_aead xxx"));
  CHECK(words.size() < 500);
}
