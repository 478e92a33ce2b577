#include "harness/host/library_file.hpp"

#include <dlfcn.h>
#include <gnu/libc-version.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/model/errors.hpp"
#include "tests/host/fake_root.hpp"
#include "tests/support/program.hpp"

using namespace fipsprobe;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::MessageMatches;
using fipsprobe::test::content_of;
using fipsprobe::test::FakeRoot;

namespace {

std::string libc_path() {
  Dl_info info{};
  // Not a function that a sanitizer stands in front of.
  REQUIRE(::dladdr(reinterpret_cast<const void*>(&::gnu_get_libc_version), &info) != 0);
  return info.dli_fname;
}

// put writes a little-endian number into the bytes of a file.
void put(std::string& bytes, std::size_t offset, std::size_t width, std::uint64_t value) {
  for (std::size_t at = 0; at < width; ++at) bytes.at(offset + at) = static_cast<char>((value >> (8 * at)) & 0xffU);
}

}  // namespace

TEST_CASE("The C library is a shared library of this architecture, although it can be run") {
  const LibraryFile library = read_library_file(libc_path());
  CHECK(library.soname == "libc.so.6");
  CHECK(library.architecture == own_architecture());
  CHECK(library.real_path == std::filesystem::canonical(libc_path()).string());
}

TEST_CASE("A position-independent program is no shared library") {
  CHECK_THROWS_MATCHES(read_library_file("/proc/self/exe"), InputError,
                       MessageMatches(ContainsSubstring("not a shared library")));
}

TEST_CASE("Files of other kinds are no shared libraries") {
  const FakeRoot root;
  const auto check = [](const std::filesystem::path& path, const std::string& why) {
    INFO(path);
    CHECK_THROWS_MATCHES(read_library_file(path), InputError, MessageMatches(ContainsSubstring(why)));
  };
  check(root.write("/empty", ""), "/empty: not a shared library: too short for an ELF file");
  check(root.write("/text", "GROUP ( /lib64/libc.so.6 )\n"), "/text: not a shared library: no ELF file");
  check(root.write("/class", std::string("\x7f"
                                         "ELF\x07\x01",
                                         6) +
                                 std::string(100, '\0')),
        "unknown ELF class");
  check(root.write("/order", std::string("\x7f"
                                         "ELF\x02\x07",
                                         6) +
                                 std::string(100, '\0')),
        "unknown byte order");
  check(root.path(), "not a regular file");
  check(root.at("/absent"), "/absent: No such file or directory");
}

TEST_CASE("A library truncated anywhere is rejected, never read past its end") {
  const FakeRoot root;
  const std::string whole = content_of(libc_path());
  for (std::size_t size = 0; size < 4096; size += 61) {
    INFO(size);
    CHECK_THROWS_AS(read_library_file(root.write("/truncated.so", whole.substr(0, size))), InputError);
  }
}

TEST_CASE("Garbage in a library's headers gives an error or an answer, never a crash") {
  const FakeRoot root;
  const std::string whole = content_of(libc_path()).substr(0, 262144);
  std::size_t rejected = 0;
  for (std::size_t at = 16; at < 1024; at += 4) {
    std::string damaged = whole;
    put(damaged, at, 4, 0xfffffff0U);
    try {
      (void)read_library_file(root.write("/damaged.so", damaged));
    } catch (const InputError&) {
      ++rejected;
    }
  }
  CHECK(rejected > 10);
}

TEST_CASE("A program header table outside the file is named as such") {
  const FakeRoot root;
  std::string damaged = content_of(libc_path());
  put(damaged, 32, 8, 0x7fffffffffffffffU);  // e_phoff of a 64-bit file
  CHECK_THROWS_MATCHES(read_library_file(root.write("/damaged.so", damaged)), InputError,
                       MessageMatches(ContainsSubstring("program headers past the end")));
}

TEST_CASE("A library of another architecture is named as such") {
  const FakeRoot root;
  std::string other = content_of(libc_path());
  put(other, 18, 2, 62 + 183 - (own_architecture() == "x86_64" ? 62U : 183U));  // EM_X86_64 62, EM_AARCH64 183
  CHECK(read_library_file(root.write("/other.so", other)).architecture ==
        (own_architecture() == "x86_64" ? "aarch64" : "x86_64"));
}

// Expected values: FIPS 180-4 example "abc"; RFC 4231 test case 2 (HMAC-SHA-256 and HMAC-SHA-512 with the key "Jefe").
TEST_CASE("Digests of files are those of the standards' examples") {
  const FakeRoot root;
  CHECK(sha256_of_file(root.write("/abc", "abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_of_file(root.write("/empty", "")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  const auto what = root.write("/what", "what do ya want for nothing?");
  CHECK(hmac_sha256_of_file(what, as_bytes("Jefe")) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hmac_sha512_of_file(what, as_bytes("Jefe")) ==
        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e07"
        "0a38bce737");
}

TEST_CASE("A file larger than one part has the digest of its whole") {
  const FakeRoot root;
  // FIPS 180-4 example: one million repetitions of "a".
  CHECK(sha256_of_file(root.write("/a", std::string(1'000'000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("A digest of what is no file names the path") {
  const FakeRoot root;
  CHECK_THROWS_MATCHES(sha256_of_file(root.at("/absent")), InputError,
                       MessageMatches(ContainsSubstring("/absent: No such file")));
  CHECK_THROWS_MATCHES(sha256_of_file(root.path()), InputError, MessageMatches(ContainsSubstring("not a regular file")));
}
