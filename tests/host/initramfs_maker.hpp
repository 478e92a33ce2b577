#pragma once

#include <catch2/catch_test_macros.hpp>
#include <map>
#include <string>

#include "tests/host/fake_root.hpp"

// Initramfs archives made by the real tools: cpio, gzip, xz, zstd.
namespace fipsprobe::test {

using FileContents = std::map<std::string, std::string>;  // path to content

// cpio_of returns an archive with the files and their folders.
inline std::string cpio_of(const FileContents& files) {
  const FakeRoot root;
  const FakeRoot result;
  for (const auto& [path, content] : files) root.write("/" + path, content);
  const ProgramResult made =
      run_program({"sh", "-c", "cd \"$1\" && find . | LC_ALL=C sort | cpio --create --format=newc --quiet >\"$2\"", "sh",
                   root.path().string(), result.at("/cpio").string()});
  INFO(made.errors);
  REQUIRE(made.exit_code == 0);
  return content_of(result.at("/cpio"));
}

// packed_with returns what a tool, "xz --check=crc32", makes of the bytes.
inline std::string packed_with(const std::string& tool, const std::string& bytes) {
  const FakeRoot root;
  root.write("/plain", bytes);
  const ProgramResult made =
      run_program({"sh", "-c", tool + " <\"$1\" >\"$2\"", "sh", root.at("/plain").string(), root.at("/packed").string()});
  INFO(made.errors);
  REQUIRE(made.exit_code == 0);
  return content_of(root.at("/packed"));
}

// fips_files are what dracut's module "fips" leaves in an initramfs, with a libgcrypt for a root file system on LUKS.
inline FileContents fips_files() {
  return {{"etc/fipsmodules", "sha512\naes\ntcrypt\n"},
          {"usr/sbin/fips.sh", "#!/bin/sh\n"},
          {"usr/lib/dracut/hooks/pre-pivot/01-fips-noboot.sh", "#!/bin/sh\n"},
          {"usr/bin/sha512hmac", "program"},
          {"usr/lib64/libgcrypt.so.11", std::string(5000, 'g')},
          {"usr/lib64/.libgcrypt.so.11.hmac", std::string(64, '0') + "\n"}};
}

}  // namespace fipsprobe::test
