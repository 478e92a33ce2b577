#include "harness/host/memory_map.hpp"

#include <catch2/catch_test_macros.hpp>

#include "harness/host/crypto_library.hpp"
#include "harness/host/text_file.hpp"

using namespace fipsprobe;

TEST_CASE("a file that a process has mapped in parts is one file, and is code when one part is") {
  const auto files = mapped_files_in(
      "7f10-7f20 r--p 00000000 fd:01 42                       /usr/lib64/libcrypto.so.1.0.2k\n"
      "7f20-7f30 r-xp 00010000 fd:01 42                       /usr/lib64/libcrypto.so.1.0.2k\n"
      "7f30-7f40 rw-p 00000000 00:00 0 \n"
      "7f40-7f50 r--s 00000000 fd:01 43                       /var/cache/a file with spaces\n"
      "7ffc-7ffd rw-p 00000000 00:00 0                        [stack]\n");
  REQUIRE(files.size() == 2);
  CHECK(files[0].path == "/usr/lib64/libcrypto.so.1.0.2k");
  CHECK(files[0].code);
  CHECK(files[0].device == "fd:01");
  CHECK(files[0].inode == 42);
  CHECK(files[0].range == "7f10-7f20");
  CHECK_FALSE(files[0].deleted);
  CHECK(files[1].path == "/var/cache/a file with spaces");
  CHECK_FALSE(files[1].code);
}

TEST_CASE("the kernel's mark of a deleted file is no part of its name") {
  const auto files = mapped_files_in("7f10-7f20 r-xp 00000000 08:01 7   /opt/app/libssl.so.1.1 (deleted)\n");
  REQUIRE(files.size() == 1);
  CHECK(files[0].path == "/opt/app/libssl.so.1.1");
  CHECK(files[0].deleted);
}

TEST_CASE("lines that the kernel does not write are left out") {
  for (const char* const text : {"", "\n", "/", "7f10-7f20", "7f10-7f20 r-xp 0 08:01 x /a", "7f10-7f20 r 0 08:01 5 /a",
                                 "a b c d e f g", "7f10-7f20 r-xp 00000000 08:01 99999999999999999999999 /a"}) {
    INFO(text);
    CHECK(mapped_files_in(text).empty());
  }
}

TEST_CASE("this process's own maps name its program") {
  const TextFile maps = read_text_file("/proc/self/maps");
  REQUIRE(maps.text);
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
  bool found = false;
  for (const MappedFile& file : mapped_files_in(*maps.text)) found = found || (file.path == program && file.code);
  CHECK(found);
}

TEST_CASE("crypto libraries are known by their names, with the marks that packers add") {
  CHECK(crypto_family_of("/usr/lib64/libcrypto.so.1.0.2k") == "openssl");
  CHECK(crypto_family_of("/usr/lib64/libcrypto.so") == "openssl");
  CHECK(crypto_family_of("/opt/venv/cryptography.libs/libssl-4f1b3f2a.so.1.1") == "openssl");
  CHECK(crypto_family_of("/usr/lib64/ossl-modules/fips.so") == "openssl");
  CHECK(crypto_family_of("/usr/lib64/libssl3.so") == "nss");
  CHECK(crypto_family_of("/usr/lib64/libfreeblpriv3.so") == "nss");
  CHECK(crypto_family_of("/usr/lib64/libgcrypt.so.11.8.2") == "libgcrypt");
  CHECK(crypto_family_of("/usr/lib64/libhogweed.so.2.5") == "nettle");
  CHECK(crypto_family_of("/usr/lib/libmbedcrypto.so.7") == "mbedtls");
  CHECK(crypto_family_of("/usr/lib/libwolfssl.so.35") == "wolfssl");
  for (const char* const other : {"/usr/lib64/libcrypto++.so.8", "/usr/lib64/libcryptsetup.so.12", "/usr/lib64/libcryptopp.so",
                                  "/usr/bin/openssl", "/usr/lib64/libcrypto.something", "/usr/lib64/fips.so", "", "/"}) {
    INFO(other);
    CHECK(crypto_family_of(other).empty());
  }
}
