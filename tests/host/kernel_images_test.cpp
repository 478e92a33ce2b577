#include "harness/host/kernel_images.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <fstream>

#include "harness/host/boot_evidence.hpp"
#include "harness/host/kernel_checksum.hpp"
#include "tests/host/boot_files.hpp"
#include "tests/host/fake_root.hpp"
#include "tests/host/initramfs_maker.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Result = IntegrityFile::Result;

namespace {

constexpr const char* kImage = "/boot/vmlinuz-5.10.1";
constexpr const char* kHolder = "/boot/.vmlinuz-5.10.1.hmac";
constexpr const char* kContent = "a kernel\n";
// printf 'a kernel\n' | openssl dgst -sha512 -hmac FIPS-FTW-RHT2009
constexpr const char* kHmac =
    "72523cadc6bc406f045f6d58aa6e3651da09e9acba559a98cb71ccb9299c8c79cec329b71e0a4e9819339d743833c85370809bbc6912912b0665429e9b"
    "e8c76f";

IntegrityFile checked(const std::string& line) {
  const FakeRoot root;
  root.write(kImage, kContent);
  root.write(kHolder, line);
  return check_kernel_checksum(kImage, root.path());
}

}  // namespace

TEST_CASE("a kernel's checksum file matches with an absolute path, and with one that is relative to /boot") {
  for (const std::string path : {"/boot/vmlinuz-5.10.1", "vmlinuz-5.10.1", "./vmlinuz-5.10.1", "*vmlinuz-5.10.1"}) {
    INFO(path);
    const IntegrityFile file = checked(std::string(kHmac) + "  " + path + "\n");
    CHECK(file.result == Result::match);
    CHECK(file.file == kImage);
    CHECK(file.integrity_file == kHolder);
    CHECK_THAT(file.detail, ContainsSubstring(kHmac));
  }
}

TEST_CASE("the checksum of another kernel, or of this one before it was changed, differs") {
  CHECK(checked(std::string(kHmac) + "  /boot/vmlinuz-5.10.2\n").detail == "it is the checksum of /boot/vmlinuz-5.10.2");
  CHECK(checked(std::string(kHmac) + "  /boot/vmlinuz-5.10.2\n").result == Result::differs);
  const IntegrityFile file = checked(std::string(128, '0') + "  /boot/vmlinuz-5.10.1\n");
  CHECK(file.result == Result::differs);
  CHECK_THAT(file.detail, ContainsSubstring("HMAC-SHA512 computed " + std::string(kHmac)));
}

TEST_CASE("a checksum file that is no such file differs") {
  for (const std::string text : {"", "hello\n", "abc  /boot/vmlinuz-5.10.1\n"}) CHECK(checked(text).result == Result::differs);
  CHECK(checked(std::string(kHmac) + "\n").result == Result::differs);
  const std::string line = std::string(kHmac) + "  /boot/vmlinuz-5.10.1\n";
  CHECK(checked(line + line).result == Result::differs);
}

TEST_CASE("a kernel without a checksum file has none, and one that cannot be read is unknown") {
  const FakeRoot root;
  root.write(kImage, kContent);
  CHECK(check_kernel_checksum(kImage, root.path()).result == Result::absent);
  root.write("/boot/.vmlinuz-gone.hmac", std::string(kHmac) + "  /boot/vmlinuz-gone\n");
  const IntegrityFile gone = check_kernel_checksum("/boot/vmlinuz-gone", root.path());
  CHECK(gone.result == Result::unknown);
  CHECK_THAT(gone.detail, ContainsSubstring("No such file"));
  std::filesystem::create_directories(root.at("/boot/.vmlinuz-5.10.1.hmac"));
  CHECK(check_kernel_checksum(kImage, root.path()).result == Result::unknown);
  std::filesystem::remove(root.at(kHolder));
  root.write(kHolder, std::string(kHmac) + "  " + kImage);
  std::filesystem::resize_file(root.at(kImage), std::uintmax_t{1} << 40U);  // sparse
  CHECK(check_kernel_checksum(kImage, root.path()).detail == "the file is larger than any real kernel");
}

TEST_CASE("each kernel in /boot is listed with its checksum and its initramfs, and the running one is known") {
  const FakeRoot root;
  root.write("/boot/vmlinuz-5.10.1", kContent);
  root.write(kHolder, std::string(kHmac) + "  " + kImage);
  root.write("/boot/initramfs-5.10.1.img", packed_with("gzip", cpio_of(fips_files())));
  root.write("/boot/vmlinuz-6.1", "other");
  root.write("/boot/initrd.img-6.1", cpio_of({{"init", ""}}));
  root.write("/boot/vmlinuz-6.2", "third");
  root.write("/boot/loader/entries/x.conf", "linux /vmlinuz-6.2\ninitrd /early.img /special.img\noptions fips=1\n");
  root.write("/boot/vmlinuz-", "no release");
  const BootEvidence boot = read_boot_evidence(root.path(), "6.1", Depth::thorough);
  REQUIRE(boot.kernels.size() == 3);
  CHECK(boot.kernels[0].release == "5.10.1");
  CHECK_FALSE(boot.kernels[0].is_running);
  CHECK(boot.kernels[0].checksum.result == Result::match);
  CHECK(boot.kernels[0].initramfs.fips_modules.has_value());
  CHECK(boot.kernels[1].is_running);
  CHECK(boot.kernels[1].checksum.result == Result::absent);
  CHECK(boot.kernels[1].initramfs.path == "/boot/initrd.img-6.1");
  CHECK(boot.kernels[1].initramfs.why_unknown.empty());
  CHECK(boot.kernels[2].initramfs.path == "/boot/special.img");
  CHECK(boot.kernels[2].initramfs.why_unknown == "No such file or directory");
}

TEST_CASE("a quick look reads neither kernel nor initramfs, and says so") {
  const FakeRoot root;
  root.write("/boot/vmlinuz-6.1", kContent);
  const BootEvidence boot = read_boot_evidence(root.path(), "6.1", Depth::quick);
  REQUIRE(boot.kernels.size() == 1);
  CHECK(boot.kernels[0].checksum.result == Result::unknown);
  CHECK_THAT(boot.kernels[0].checksum.detail, ContainsSubstring("not read by status"));
  CHECK_THAT(boot.kernels[0].initramfs.why_unknown, ContainsSubstring("not read by status"));
}
