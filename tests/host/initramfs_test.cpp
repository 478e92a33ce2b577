#include "harness/host/initramfs.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/host/initramfs_maker.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

using Names = std::vector<std::string>;

Initramfs read_bytes(const std::string& bytes, const InitramfsLimits& limits = {}) {
  const FakeRoot root;
  root.write("/boot/initramfs.img", bytes);
  return read_initramfs("/boot/initramfs.img", root.path(), limits);
}

void check_fips_content(const Initramfs& found) {
  CHECK(found.fips_files == Names{"usr/lib/dracut/hooks/pre-pivot/01-fips-noboot.sh", "usr/sbin/fips.sh"});
  REQUIRE(found.fips_modules.has_value());
  CHECK(*found.fips_modules == Names{"sha512", "aes", "tcrypt"});
  CHECK(found.sha512hmac == Names{"usr/bin/sha512hmac"});
  CHECK(found.checksum_files == Names{"usr/lib64/.libgcrypt.so.11.hmac"});
  CHECK(found.libgcrypt == Names{"usr/lib64/libgcrypt.so.11"});
}

}  // namespace

TEST_CASE("an initramfs of dracut's kind is read whichever way it is packed, behind the microcode that is not") {
  const std::string early = cpio_of({{"kernel/x86/microcode/GenuineIntel.bin", std::string(3000, 'm')}});
  const std::string late = cpio_of(fips_files());
  for (const std::string tool : {"gzip", "xz --check=crc32", "zstd", "xz --format=lzma"}) {
    INFO(tool);
    const Initramfs found = read_bytes(early + packed_with(tool, late));
    CHECK(found.why_unknown.empty());
    REQUIRE(found.segments.size() == 2);
    CHECK(found.segments[0] == "cpio");
    CHECK_THAT(tool, StartsWith(found.segments[1].substr(0, 2)) || ContainsSubstring(found.segments[1]));
    check_fips_content(found);
  }
}

TEST_CASE("an initramfs that is not packed is read, and one of several archives in one packed stream") {
  const std::string files = cpio_of(fips_files());
  check_fips_content(read_bytes(files));
  const std::string other = cpio_of({{"etc/other", "x"}});
  const Initramfs two = read_bytes(packed_with("gzip", other + std::string(512, '\0') + files));
  CHECK(two.segments == Names{"gzip"});
  CHECK(two.why_unknown.empty());
  check_fips_content(two);
}

TEST_CASE("several packed archives stand one behind another, with zero bytes between them") {
  const std::string all =
      packed_with("zstd", cpio_of({{"one", "1"}})) + std::string(7, '\0') + packed_with("xz", cpio_of(fips_files()));
  const Initramfs found = read_bytes(all + std::string(512, '\0'));
  CHECK(found.why_unknown.empty());
  CHECK(found.segments == Names{"zstd", "xz"});
  check_fips_content(found);
}

TEST_CASE("an initramfs without dracut's fips module shows none of its files") {
  const Initramfs found = read_bytes(packed_with("gzip", cpio_of({{"init", "#!/bin/sh\n"}, {"etc/fstab", ""}})));
  CHECK(found.why_unknown.empty());
  CHECK(found.files >= 3);
  CHECK(found.fips_files.empty());
  CHECK_FALSE(found.fips_modules.has_value());
  CHECK(found.sha512hmac.empty());
  CHECK(found.checksum_files.empty());
}

TEST_CASE("a folder of the right name is not the file") {
  const Initramfs found = read_bytes(cpio_of({{"etc/fipsmodules/x", ""}, {"sbin/fips.sh/x", ""}, {"bin/sha512hmac/x", ""}}));
  CHECK(found.why_unknown.empty());
  CHECK_FALSE(found.fips_modules.has_value());
  CHECK(found.fips_files.empty());
  CHECK(found.sha512hmac.empty());
}

TEST_CASE("an initramfs that is cut off anywhere is unknown, with the archive and the place") {
  const std::string early = cpio_of({{"kernel/x86/microcode/GenuineIntel.bin", "m"}});
  const std::string late = cpio_of(fips_files());
  for (const std::string tool : {"cat", "gzip", "xz", "zstd"}) {
    const std::string whole = early + packed_with(tool, late);
    for (const std::size_t cut : {(early.size() + whole.size()) / 2, early.size() + 12, early.size() / 2}) {
      INFO(tool << " cut to " << cut);
      const Initramfs found = read_bytes(whole.substr(0, cut));
      CHECK_THAT(found.why_unknown, StartsWith("archive "));
      CHECK_THAT(found.why_unknown, ContainsSubstring("in the middle"));
    }
  }
}

TEST_CASE("damaged packed data is unknown") {
  for (const std::string tool : {"gzip", "xz", "zstd"}) {
    INFO(tool);
    std::string packed = packed_with(tool, cpio_of(fips_files()));
    for (std::size_t at = packed.size() / 2; at < packed.size() / 2 + 16; ++at)
      packed[at] = static_cast<char>(packed[at] ^ 0x55);
    CHECK_THAT(read_bytes(packed).why_unknown, StartsWith("archive 1, which begins at byte 0: "));
  }
}

TEST_CASE("what is packed in a way that is not read here is unknown and named") {
  CHECK_THAT(read_bytes("\x02\x21\x4c\x18 and so on").why_unknown,
             ContainsSubstring("packed with lz4, which is not read here"));
  CHECK_THAT(read_bytes("BZh91AY and so on").why_unknown, ContainsSubstring("packed with bzip2"));
  CHECK_THAT(read_bytes("this is no archive").why_unknown, ContainsSubstring("no archive of a known form begins here"));
  CHECK(read_bytes("").why_unknown == "there is no archive in it");
}

TEST_CASE("headers that lie are unknown, with the byte") {
  const std::string good = cpio_of({{"etc/fipsmodules", "aes\n"}});
  const std::size_t at = good.find("etc/fipsmodules") - 110;  // the entry's header
  const auto with = [&](std::size_t field, const std::string& digits) {
    std::string bad = good;
    bad.replace(at + 6 + 8 * field, 8, digits);
    return read_bytes(bad).why_unknown;
  };
  CHECK_THAT(with(6, "ffffffff"), ContainsSubstring("bytes, too many"));
  CHECK_THAT(with(6, "0000zz00"), ContainsSubstring("no hexadecimal numbers"));
  CHECK_THAT(with(6, "+0000004"), ContainsSubstring("no hexadecimal numbers"));
  CHECK_THAT(with(11, "7fffffff"), ContainsSubstring("the entry's name has 2147483647 bytes"));
  CHECK_THAT(with(11, "00000000"), ContainsSubstring("the entry's name has 0 bytes"));
  CHECK_THAT(with(11, "00000008"), ContainsSubstring("does not end with its one zero byte"));
  CHECK_THAT(with(6, "00000005"), ContainsSubstring("no entry begins here"));
  CHECK_THAT(with(6, "00000005"), ContainsSubstring("byte "));
}

TEST_CASE("names that leave the archive's root are unknown, not followed") {
  std::string bad = cpio_of({{"etc/fipsmodules", "aes\n"}});
  bad.replace(bad.find("etc/fipsmodules"), 15, "../fipsmodulesx");
  CHECK_THAT(read_bytes(bad).why_unknown, ContainsSubstring("\"..\" in it"));
}

TEST_CASE("an archive that unpacks to more than the limit is unknown before it fills memory or disk") {
  const std::string zeros = cpio_of({{"big", std::string(std::size_t{8} << 20U, '\0')}});
  const InitramfsLimits limits{.packed = 1U << 20U, .unpacked = 4U << 20U, .files = 100, .segments = 4};
  for (const std::string tool : {"gzip", "xz", "zstd"}) {
    INFO(tool);
    CHECK_THAT(read_bytes(packed_with(tool, zeros), limits).why_unknown, ContainsSubstring("unpacks to more bytes"));
  }
  CHECK_THAT(read_bytes(zeros, limits).why_unknown, ContainsSubstring("has more bytes"));
}

TEST_CASE("more files or archives than the limit are unknown") {
  std::map<std::string, std::string> many;
  for (int i = 0; i < 120; ++i) many.emplace("file" + std::to_string(i), "");
  const InitramfsLimits limits{.packed = 1U << 20U, .unpacked = 1U << 20U, .files = 100, .segments = 4};
  CHECK_THAT(read_bytes(packed_with("gzip", cpio_of(many)), limits).why_unknown, ContainsSubstring("more files"));
  const std::string one = cpio_of({{"one", ""}});
  CHECK_THAT(read_bytes(one + one + one + one + one, limits).why_unknown, ContainsSubstring("more archives"));
}

TEST_CASE("an xz archive that wants more memory than any real one is unknown") {
  const std::string packed = packed_with("xz --lzma2=dict=512MiB", cpio_of({{"one", ""}}));
  CHECK_THAT(read_bytes(packed).why_unknown, ContainsSubstring("needs more than 128 MiB"));
}

TEST_CASE("an initramfs that is not there or is no file is unknown with the system's reason") {
  const FakeRoot root;
  CHECK(read_initramfs("/boot/initramfs.img", root.path()).why_unknown == "No such file or directory");
  std::filesystem::create_directories(root.at("/boot/initramfs.img"));
  CHECK(read_initramfs("/boot/initramfs.img", root.path()).why_unknown == "not a regular file");
}
