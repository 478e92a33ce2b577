#include "harness/host/package_verification.hpp"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/host/package.hpp"
#include "harness/host/package_checks.hpp"
#include "tests/host/fake_root.hpp"
#include "tests/support/package_root.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

// module_at is a module whose library is that file, with a checksum file beside it.
ModuleEvidence module_at(const std::string& library, const std::string& checksum_file) {
  ModuleEvidence module;
  module.family = "libgcrypt";
  module.instance = library;
  module.identity.path = library;
  module.integrity_files = {{.file = library,
                             .integrity_file = checksum_file,
                             .kind = "HMAC-SHA256, .hmac file",
                             .result = IntegrityFile::Result::match,
                             .detail = ""}};
  return module;
}

PackageCheck only_check_of(const ModuleEvidence& module, const std::filesystem::path& root) {
  const std::vector<PackageChecks> checks = check_packages({module}, "6.1.0", root);
  REQUIRE(checks.size() == 1);
  INFO(checks[0].why_unknown);
  REQUIRE(checks[0].checks.size() == 1);
  return checks[0].checks[0];
}

ModuleEvidence module_in(const PackageRoot& root) {
  return module_at((root.path() / "usr/lib64/libdemo.so.1").string(), (root.path() / "usr/lib64/.libdemo.so.1.hmac").string());
}

}  // namespace

TEST_CASE("the words of rpm and dpkg on files that deviate are read as they are") {
  const ReadDeviations read = deviations_in(
      "S.5....T.  c /etc/pki/a b.conf\n.......T.    /usr/lib64/libx.so\n??5?????? c /etc/x\n??5??????   /usr/lib/y\n"
      "missing     /usr/lib64/.libx.so.hmac\nmissing   c /etc/gone (Permission denied)\n");
  CHECK(read.unread.empty());
  REQUIRE(read.deviations.size() == 6);
  CHECK(read.deviations[0].file == "/etc/pki/a b.conf");
  CHECK(read.deviations[0].what == "S.5....T.");
  CHECK(read.deviations[0].is_config);
  CHECK(read.deviations[1].what == ".......T.");
  CHECK_FALSE(read.deviations[1].is_config);
  CHECK(read.deviations[3].file == "/usr/lib/y");
  CHECK(read.deviations[4].what == "missing");
  CHECK(read.deviations[5].file == "/etc/gone");
  CHECK(read.deviations[5].what == "missing (Permission denied)");
}

TEST_CASE("a line that says something else is kept as what was not understood") {
  CHECK(deviations_in("package libdemo is not installed\n").unread == "package libdemo is not installed");
  CHECK(deviations_in("S.5....T. \n").unread == "S.5....T. ");
  CHECK(deviations_in("S.5....T. relative/name\n").unread == "S.5....T. relative/name");
  CHECK(deviations_in("").unread.empty());
}

TEST_CASE("files that are as their package left them have no deviation") {
  for (const PackageKind kind : {PackageKind::rpm, PackageKind::dpkg}) {
    const PackageRoot root(kind);
    INFO(root.package());
    const PackageCheck check = only_check_of(module_in(root), root.path());
    CHECK(check.package == root.package());
    CHECK(check.files.size() == 2);
    CHECK(check.why_unknown.empty());
    CHECK(check.deviations.empty());
    CHECK(check.not_looked.empty());
    CHECK_THAT(check.tool, StartsWith(kind == PackageKind::rpm ? "rpm -V " : "dpkg --verify "));
  }
}

TEST_CASE("a library that was changed, and a checksum file that is gone, deviate as files of the module") {
  for (const PackageKind kind : {PackageKind::rpm, PackageKind::dpkg}) {
    const PackageRoot root(kind);
    INFO(root.package());
    const ModuleEvidence module = module_in(root);
    root.append("usr/lib64/libdemo.so.1", "x");
    std::filesystem::remove(root.path() / "usr/lib64/.libdemo.so.1.hmac");
    const PackageCheck check = only_check_of(module, root.path());
    REQUIRE(check.deviations.size() == 2);
    CHECK(check.why_unknown.empty());
    for (const PackageDeviation& deviation : check.deviations) {
      CHECK(deviation.is_of_module);
      if (deviation.file == "/usr/lib64/libdemo.so.1") {
        CHECK(deviation.what.substr(2, 1) == "5");
      } else {
        CHECK(deviation.file == "/usr/lib64/.libdemo.so.1.hmac");
        CHECK(deviation.what == "missing");
      }
    }
  }
}

TEST_CASE("configuration that was changed is listed, and is no file of the module") {
  for (const PackageKind kind : {PackageKind::rpm, PackageKind::dpkg}) {
    const PackageRoot root(kind);
    INFO(root.package());
    root.append("etc/demo.conf", "changed = yes\n");
    const PackageCheck check = only_check_of(module_in(root), root.path());
    REQUIRE(check.deviations.size() == 1);
    CHECK(check.deviations[0].file == "/etc/demo.conf");
    CHECK(check.deviations[0].is_config);
    CHECK_FALSE(check.deviations[0].is_of_module);
  }
}

TEST_CASE("a file that the package has no checksum of is not called verified") {
  const PackageRoot root(PackageKind::dpkg);
  root.write("var/lib/dpkg/info/libdemo1.md5sums", "");
  const PackageCheck check = only_check_of(module_in(root), root.path());
  CHECK(check.deviations.empty());
  REQUIRE(check.not_looked.size() == 2);
  CHECK_THAT(check.not_looked.begin()->second, StartsWith("the package has no checksum of /usr/lib64/"));
}

TEST_CASE("a package database that is broken makes the verification unknown, in the tool's own words") {
  for (const PackageKind kind : {PackageKind::rpm, PackageKind::dpkg}) {
    const PackageRoot root(kind);
    INFO(root.package());
    root.break_database();
    const PackageCheck check = only_check_of(module_in(root), root.path());
    INFO(check.why_unknown);
    CHECK_THAT(check.why_unknown, ContainsSubstring("error: "));
    CHECK(check.deviations.empty());
  }
}

TEST_CASE("a file that no package owns is named as that") {
  const PackageRoot root(PackageKind::dpkg);
  const std::string library = root.write("usr/local/lib/libdemo.so.1", "x").string();
  const PackageCheck check = only_check_of(module_at(library, ""), root.path());
  CHECK(check.package.empty());
  CHECK(check.why_unknown == "no package owns it");
  CHECK(check.tool.empty());
}

TEST_CASE("a host without a package manager makes it unknown") {
  const FakeRoot root;
  const std::string library = root.write("/usr/lib64/libdemo.so.1", "x").string();
  CHECK(only_check_of(module_at(library, ""), root.path()).why_unknown == "this host has no database of rpm or dpkg");
}

TEST_CASE("a package that is not installed is not verified") {
  const PackageRoot root(PackageKind::rpm);
  const Verification verification = verify_package("rpm libother-1.0-1.amzn2.noarch", root.path());
  CHECK_THAT(verification.why_unknown, ContainsSubstring("package libother-1.0-1.amzn2.noarch is not installed"));
  const PackageRoot debian(PackageKind::dpkg);
  CHECK_FALSE(verify_package("dpkg libother 1.0 all", debian.path()).why_unknown.empty());
  CHECK_FALSE(verify_package("dpkg libother", debian.path()).why_unknown.empty());
}
