#include "harness/host/package.hpp"

#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <chrono>

#include "harness/host/external_tool.hpp"
#include "harness/host/library_search.hpp"
#include "tests/host/fake_root.hpp"

using namespace fipsprobe;
using Catch::Matchers::StartsWith;
using fipsprobe::test::FakeRoot;
using namespace std::chrono_literals;

namespace {

void need(const std::string& program) {
  if (::access(("/usr/bin/" + program).c_str(), X_OK) != 0) SKIP(program + " is not installed");
}

// A package database of one installed package, in the form dpkg keeps it.
void write_dpkg_database(const FakeRoot& root, std::string_view files) {
  root.write("/var/lib/dpkg/status",
             "Package: libdemo1\nStatus: install ok installed\nMaintainer: nobody <nobody@example.org>\nArchitecture: all\n"
             "Version: 2:1.0-3~x\nDescription: a demonstration\n\n");
  root.write("/var/lib/dpkg/info/libdemo1.list", files);
  root.write("/var/lib/dpkg/info/format", "1\n");
}

}  // namespace

TEST_CASE("A file is owned by the dpkg package whose list names it") {
  need("dpkg-query");
  const FakeRoot root;
  write_dpkg_database(root, "/.\n/usr\n/usr/lib\n/usr/lib/libdemo.so.1\n");
  const auto owned = root.write("/usr/lib/libdemo.so.1", "x");
  const auto other = root.write("/usr/lib/other.so.1", "x");
  CHECK(packages_of_files({other, owned}, root.path()) == std::vector<std::string>{"", "dpkg libdemo1 2:1.0-3~x all"});
}

TEST_CASE("A package that lists a file below /lib owns the file below /usr/lib") {
  need("dpkg-query");
  const FakeRoot root;
  write_dpkg_database(root, "/.\n/lib\n/lib/libdemo.so.1\n");
  root.write("/usr/lib/libdemo.so.1", "x");
  root.link("/lib", "usr/lib");
  CHECK(package_of_file(root.at("/usr/lib/libdemo.so.1"), root.path()) == "dpkg libdemo1 2:1.0-3~x all");
  CHECK(package_of_file(root.at("/lib/libdemo.so.1"), root.path()) == "dpkg libdemo1 2:1.0-3~x all");
}

TEST_CASE("A name that would be a pattern owns nothing") {
  need("dpkg-query");
  const FakeRoot root;
  write_dpkg_database(root, "/.\n/usr\n/usr/lib\n/usr/lib/libdemo.so.1\n");
  CHECK(package_of_file(root.write("/usr/lib/libdemo.so.*", "x"), root.path()).empty());
}

TEST_CASE("This host's C library is owned by a package of its own package manager") {
  constexpr std::array<std::string_view, 1> name = {"libc.so.6"};
  const auto found = find_libraries("/", name);
  if (found.empty()) SKIP("this host has no libc.so.6 in a known folder");
  const std::string package = package_of_file(found.front().path);
  if (std::filesystem::exists("/var/lib/dpkg/status")) {
    CHECK_THAT(package, StartsWith("dpkg libc6 "));
  } else if (std::filesystem::exists("/var/lib/rpm")) {
    CHECK_THAT(package, StartsWith("rpm glibc-"));
  } else {
    SKIP("this host has neither dpkg nor rpm");
  }
}

TEST_CASE("A file is owned by the rpm package in a real rpm database") {
  need("rpm");
  need("rpmbuild");
  const FakeRoot root;
  root.write(
      "/demo.spec",
      "Name: libdemo\nVersion: 1.0\nRelease: 3.amzn2\nSummary: demonstration\nLicense: none\nBuildArch: noarch\n%description\n"
      "x\n%install\nmkdir -p %{buildroot}/usr/lib64\necho x > "
      "%{buildroot}/usr/lib64/libdemo.so.1\n%files\n/usr/lib64/libdemo.so.1\n");
  const std::string top = root.at("/top").string();
  REQUIRE(run_tool({"rpmbuild", "-bb", "--define", "_topdir " + top, "--define", "_build_id_links none", "--define",
                    "_dbpath " + top + "/db", root.at("/demo.spec").string()},
                   60s));
  const std::string host = root.at("/host").string();
  const std::string package = top + "/RPMS/noarch/libdemo-1.0-3.amzn2.noarch.rpm";
  if (!std::filesystem::exists(package)) SKIP("rpmbuild cannot build a package here");
  REQUIRE(run_tool({"rpm", "--root", host, "--dbpath", "/var/lib/rpm", "--initdb"}, 60s));
  REQUIRE(run_tool({"rpm", "--root", host, "--dbpath", "/var/lib/rpm", "-i", "--nodeps", "--ignorearch", package}, 60s));
  const auto owned = root.at("/host/usr/lib64/libdemo.so.1");
  if (!std::filesystem::exists(owned)) SKIP("rpm cannot install into another root here");
  CHECK(packages_of_files({root.write("/host/usr/lib64/other.so", "x"), owned}, host) ==
        std::vector<std::string>{"", "rpm libdemo-1.0-3.amzn2.noarch"});
}

TEST_CASE("A host without any package database owns nothing") {
  const FakeRoot root;
  CHECK(package_of_file(root.write("/usr/lib64/libdemo.so.1", "x"), root.path()).empty());
  CHECK_FALSE(std::filesystem::exists(root.at("/var")));
}

TEST_CASE("A tool gets its words as they are, and no environment but a plain one") {
  CHECK(run_tool({"echo", "a b", "$HOME;`id`"}, 10s) == "a b $HOME;`id`\n");
  CHECK(run_tool({"env"}, 10s) == "LC_ALL=C\nPATH=/usr/bin:/bin:/usr/sbin:/sbin\n");
}

TEST_CASE("A tool that is not there or not done in time gives nothing") {
  CHECK_FALSE(run_tool({"no-such-program-anywhere"}, 10s).has_value());
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(run_tool({"sleep", "30"}, 100ms).has_value());
  CHECK(std::chrono::steady_clock::now() - start < 10s);
}

TEST_CASE("A tool that writes without end is stopped") { CHECK_FALSE(run_tool({"yes"}, 30s).has_value()); }
