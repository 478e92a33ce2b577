#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <filesystem>

#include "tests/assess/found.hpp"
#include "tests/support/evidence.hpp"
#include "tests/vm/guest.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

// Kernels that stop, or do not, because a part of their cryptography is not what it should be.
namespace {

constexpr std::string_view kModule = "lib/modules/RELEASE/kernel/crypto/sha3_generic.ko";

// module_of returns the path of the SHA-3 module below a kernel's folder, and in the guest.
std::string module_of(const std::string& kernel) {
  std::string release = content_of(kernel + "/release");
  release.erase(release.find_last_not_of('\n') + 1);
  return std::string(kModule).replace(kModule.find("RELEASE"), 7, release);
}

// without_signature cuts off what the kernel's build appended to a module: the signature, 12 bytes of description that end in
// the signature's length, most significant byte first, and a marker (include/linux/module_signature.h).
std::string without_signature(const std::string& module) {
  constexpr std::string_view marker = "~Module signature appended~\n";
  REQUIRE(module.ends_with(marker));
  std::size_t length = 0;
  for (std::size_t i = module.size() - marker.size() - 4; i < module.size() - marker.size(); ++i) {
    length = length * 256 + static_cast<unsigned char>(module[i]);
  }
  REQUIRE(length + 12 + marker.size() < module.size());
  return module.substr(0, module.size() - marker.size() - 12 - length);
}

// with_bit_flipped flips a bit where the bytes are. They must be there once.
std::string with_bit_flipped(std::string content, std::string_view bytes) {
  const std::size_t at = content.find(bytes);
  REQUIRE(at != std::string::npos);
  CHECK(content.find(bytes, at + 1) == std::string::npos);
  content[at] = static_cast<char>(content[at] ^ 1);
  return content;
}

// The third and fourth round constants of Keccak (FIPS 202 §3.2.5) as the module has them, least significant byte first.
constexpr std::string_view kRoundConstants("\x8a\x80\0\0\0\0\0\x80\0\x80\0\x80\0\0\0\x80", 16);

// OtherModule is a guest's SHA-3 module put in place of Debian's.
struct OtherModule {
  TemporaryFolder folder;
  std::string kernel = path_from({"fetch-kernel", "amd64"});
  std::string path = module_of(kernel);
  std::string debians = content_of(kernel + "/" + path);

  std::vector<std::string> options(const std::string& fips, const std::string& content) const {
    return {"--fips",
            fips,
            "--program",
            FIPSPROBE_BINARY,
            "--file",
            folder.write("module.ko", content) + "=/" + path,
            "--file",
            FIPSPROBE_SOURCE_DIR "/kat-vectors/cryptography-vectors/hashes/SHA3/SHA3_256ShortMsg.rsp=/SHA3_256ShortMsg.rsp"};
  }
};

// A kernel whose own test of AES-CMAC expects another answer: Debian's for arm64, the image of which is not compressed. The
// first vector of SP 800-38B D.1 with a message, Mlen = 128.
constexpr std::string_view kCmac("\x07\x0a\x16\xb4\x6b\x4d\x41\x44\xf7\x9b\xdd\x9d\xd0\x4a\x28\x7c", 16);

std::vector<std::string> failing_self_test(const TemporaryFolder& folder, const std::string& fips) {
  const std::string kernel = path_from({"fetch-kernel", "arm64"});
  folder.write("vmlinuz", with_bit_flipped(content_of(kernel + "/vmlinuz"), kCmac));
  folder.write("release", content_of(kernel + "/release"));
  std::filesystem::create_directory_symlink(kernel + "/lib", folder.path() / "lib");
  return {"--arch",   "arm64",
          "--fips",   fips,
          "--kernel", folder.path().string(),
          "--root",   path_from({"fetch-userland", "arm64"}) + "/tree"};
}

const std::string kSha3Answers =
    "fipsprobe kat -q --vectors /SHA3_256ShortMsg.rsp --modules kernel --mode as_found --format json -o /output/kat.json";
const std::vector<std::string> kLoad = {"modprobe", "sha3_generic"};

}  // namespace

TEST_CASE("A crypto module without a signature stops a kernel in FIPS mode, and loads without FIPS mode") {
  const OtherModule other;
  const std::string unsigned_module = without_signature(other.debians);
  CHECK(panic_in_guest(other.options("1", unsigned_module), kLoad) ==
        "Module sha3_generic signature verification failed in FIPS mode");
  const GuestRun off = run_in_guest(other.options("0", unsigned_module), kLoad);
  CHECK(off.exit_code == 0);
  CHECK_THAT(off.text("dmesg"),
             ContainsSubstring("sha3_generic: module verification failed: signature and/or required key missing"));
}

TEST_CASE("A signed crypto module with one bit changed is not loaded, with FIPS mode on or off, and what it does is missing") {
  const OtherModule other;
  const std::string corrupted = with_bit_flipped(other.debians, kRoundConstants);
  for (const std::string fips : {"1", "0"}) {
    const GuestRun guest = run_in_guest(other.options(fips, corrupted), {"sh", "-c", kSha3Answers + "; modprobe sha3_generic"});
    CHECK(guest.exit_code == 1);
    CHECK_THAT(guest.text("stderr"), ContainsSubstring("Key was rejected by service"));
    const Counts counts = run_of(evidence_from(guest, "kat.json"), "kernel", Mode::as_found).kat_counts();
    CHECK(counts.total() > 100);
    CHECK(counts[OutcomeKind::unsupported] == counts.total());
  }
}

// Where signatures are no obstacle the kernel's own test finds the wrong answers; without FIPS mode the kernel only says so.
TEST_CASE("Without FIPS mode a crypto module that fails its self-test is an error in every answer, and a finding that fails") {
  const OtherModule other;
  const std::string wrong = without_signature(with_bit_flipped(other.debians, kRoundConstants));
  const GuestRun guest = run_in_guest(other.options("0", wrong), {"sh", "-c", kSha3Answers});
  CHECK(guest.exit_code == 2);
  CHECK_THAT(guest.text("dmesg"), ContainsSubstring("alg: self-tests for sha3-256 using sha3-256-generic failed (rc=-22)"));
  const Evidence evidence = evidence_from(guest, "kat.json");
  const Run& run = run_of(evidence, "kernel", Mode::as_found);
  const Counts counts = run.kat_counts();
  CHECK(counts.total() > 100);
  CHECK(counts[OutcomeKind::error] == counts.total());
  REQUIRE_FALSE(run.sets.front().failures.empty());
  CHECK_THAT(run.sets.front().failures.front().detail, ContainsSubstring("the kernel's own test of it failed"));
  CHECK(found(assessed(evidence), "kernel.known-answers").status == Status::fail);
}

TEST_CASE("A self-test that fails stops a kernel in FIPS mode with words that name it, and not without FIPS mode") {
  const TemporaryFolder on;
  CHECK_THAT(panic_in_guest(failing_self_test(on, "1"), {"modprobe", "cmac"}),
             StartsWith("alg: self-tests for cmac-aes-ce (cmac(aes)) failed in fips mode!"));
  const TemporaryFolder off;
  const GuestRun guest = run_in_guest(failing_self_test(off, "0"), {"modprobe", "cmac"});
  CHECK_THAT(guest.text("dmesg"), ContainsSubstring("alg: shash: cmac-aes-ce test failed (wrong result) on test vector 1"));
}
