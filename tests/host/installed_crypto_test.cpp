#include "harness/host/installed_crypto.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/host/crypto_names.hpp"
#include "harness/host/folder_walk.hpp"
#include "harness/host/library_search.hpp"
#include "harness/host/side_packages.hpp"
#include "tests/host/fake_root.hpp"
#include "tests/support/package_root.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

namespace fs = std::filesystem;

// real_libcrypto is a library of this host: what is looked for must be one, and not only have the name.
fs::path real_libcrypto() {
  constexpr std::array<std::string_view, 2> names = {"libcrypto.so.3", "libgcrypt.so.20"};
  const auto found = find_libraries("/", names);
  if (found.empty()) SKIP("this host has neither libcrypto.so.3 nor libgcrypt.so.20");
  return fs::canonical(found.front().path);
}

const CryptoLibrary& library_at(const InstalledCrypto& installed, const fs::path& path) {
  const auto found = std::ranges::find(installed.libraries, path.string(), &CryptoLibrary::path);
  INFO(path);
  REQUIRE(found != installed.libraries.end());
  return *found;
}

}  // namespace

TEST_CASE("crypto libraries are known by their names, with the marks of Python's packers") {
  for (const std::string_view name : {"libcrypto.so.1.1", "libcrypto.so", "libssl.so.3", "libgcrypt-18957bae.so.11.8.2",
                                      "libsoftokn3.so", "libfreeblpriv3.so", "libgnutls.so.30", "libcrypto-9a3bc1d2.so.1.1"})
    CHECK(is_crypto_library(name));
  for (const std::string_view name :
       {"libcrypto.a", "libcryptsetup.so.12", "libssl3.so", ".libcrypto.so.10.hmac", "libcrypto.so.10.hmac",
        "libcrypto-extra.so", "libcrypto.sox", "libcrypto.so.3.debug", "mylibcrypto.so.3"})
    CHECK_FALSE(is_crypto_library(name));
}

TEST_CASE("copies of crypto libraries are found in the folders of languages and administrators, each once") {
  const fs::path real = real_libcrypto();
  const FakeRoot root;
  const fs::path system = root.copy("/usr/lib64/libcrypto.so.3", real),
                 conda = root.copy("/opt/conda/lib/libcrypto.so.1.1", real),
                 python = root.copy("/usr/lib/python3/site-packages/x.libs/libcrypto-9a3bc1d2.so.1.1", real),
                 home = root.copy("/home/a/.local/lib/libcrypto.so.3", real),
                 local = root.copy("/usr/local/lib64/libcrypto.so.3", real);
  root.link("/usr/lib64/libcrypto.so", "libcrypto.so.3");
  root.write("/opt/text/libcrypto.so.9", "no library");
  root.copy("/var/lib/libcrypto.so.3", real);  // where nobody looks
  const InstalledCrypto installed = find_installed_crypto(root.path());
  CHECK(installed.libraries.size() == 5);
  CHECK(library_at(installed, system).is_in_system_folder);
  for (const fs::path& path : {conda, python, home, local}) {
    CHECK_FALSE(library_at(installed, path).is_in_system_folder);
    CHECK(library_at(installed, path).package.empty());
    CHECK_THAT(library_at(installed, path).soname, StartsWith("lib"));
  }
  CHECK(installed.not_searched == std::vector<std::string>{"packages: this host has no database of rpm or dpkg"});
}

TEST_CASE("a package that brings its own OpenSSL is found in the package database, and owns its library") {
  for (const PackageKind kind : {PackageKind::rpm, PackageKind::dpkg}) {
    const std::string name = kind == PackageKind::rpm ? "openssl11-libs" : "libssl1.1";
    const PackageRoot root(kind, name, {{"usr/lib64/libcrypto.so.1.1", real_libcrypto(), false}});
    const InstalledCrypto installed = find_installed_crypto(root.path());
    REQUIRE(installed.packages.size() == 1);
    CHECK(installed.packages[0].package == root.package());
    CHECK_THAT(installed.packages[0].brings, ContainsSubstring("OpenSSL"));
    CHECK(library_at(installed, root.path() / "usr/lib64/libcrypto.so.1.1").package == root.package());
    CHECK(installed.not_searched.empty());
  }
}

TEST_CASE("a package database that is broken is named among what was not asked") {
  const PackageRoot root(PackageKind::dpkg);
  CHECK(find_side_packages(root.path()).packages.empty());
  CHECK(find_side_packages(root.path()).not_asked.empty());
  root.break_database();
  REQUIRE(find_side_packages(root.path()).not_asked.size() == 1);
  CHECK_THAT(find_side_packages(root.path()).not_asked[0], StartsWith("packages of dpkg: dpkg-query: error: "));
}

TEST_CASE("a walk names what its limits leave out, and folders it may not read") {
  const FakeRoot root;
  for (const char* const name : {"/a/1", "/a/b/2", "/a/c/3", "/a/d/4"}) root.write(name, "");
  const auto all = [](const std::string&) { return true; };
  CHECK(files_below({root.at("/a")}, all, {}).files.size() == 4);
  CHECK(files_below({root.at("/a"), root.at("/a/../a"), root.at("/none")}, all, {}).files.size() == 4);
  const WalkResult few = files_below({root.at("/a")}, all, {.names = 4, .time = std::chrono::seconds(30)});
  CHECK(few.files.size() == 1);
  REQUIRE(few.left_out.size() == 1);
  CHECK_THAT(few.left_out.front(),
             ContainsSubstring("/a: the search ended before all below it was seen, after too many names"));
  if (::geteuid() == 0) SKIP("root may read every folder");
  fs::permissions(root.at("/a/b"), fs::perms::none);
  const WalkResult denied = files_below({root.at("/a")}, all, {});
  fs::permissions(root.at("/a/b"), fs::perms::owner_all);
  CHECK(denied.left_out == std::vector<std::string>{root.at("/a/b").string() + ": Permission denied"});
}

TEST_CASE("a link to a folder is not followed") {
  const FakeRoot root;
  root.write("/a/1", "");
  root.link("/a/self", ".");
  CHECK(files_below({root.at("/a")}, [](const std::string& name) { return name == "1"; }, {}).files.size() == 1);
}
