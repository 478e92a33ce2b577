#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <functional>

#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

const std::string kLibrary = "/usr/lib64/libcrypto.so.10";

// as_packaged is a check in which nothing deviates.
PackageCheck as_packaged() {
  PackageCheck check;
  check.package = "rpm openssl-libs-1.0.2k-24.amzn2.0.3.x86_64";
  check.files = {kLibrary};
  check.tool = "rpm -V --nodeps --noscripts openssl-libs-1.0.2k-24.amzn2.0.3.x86_64";
  return check;
}

Finding package_finding(const std::vector<PackageCheck>& checks) {
  Evidence evidence = sample_evidence();
  evidence.modules[0].packages = PackageChecks{.why_unknown = "", .checks = checks};
  return found(assessed(evidence), "openssl.package");
}

Finding with_deviation(const std::string& file, const std::string& what, bool is_config, bool is_of_module) {
  PackageCheck check = as_packaged();
  check.deviations = {{file, what, is_config, is_of_module}};
  return package_finding({check});
}

Finding side_installs(const std::function<void(InstalledCrypto&)>& change, const std::string& version = "2") {
  Evidence evidence = sample_evidence();
  evidence.host["os.version_id"] = Fact::of(version, "/etc/os-release");
  evidence.installed_crypto = InstalledCrypto{};
  evidence.installed_crypto->libraries = {
      {kLibrary, "libcrypto.so.10", "x86_64", "rpm openssl-libs-1.0.2k-24.amzn2.0.3.x86_64", true},
      {"/usr/lib64/libssl.so.10", "libssl.so.10", "x86_64", "rpm openssl-libs-1.0.2k-24.amzn2.0.3.x86_64", true}};
  change(*evidence.installed_crypto);
  return found(assessed(evidence), "host.side-installs");
}

}  // namespace

TEST_CASE("files that are as their package left them pass, and the tool is named") {
  const Finding finding = package_finding({as_packaged()});
  CHECK(finding.status == Status::pass);
  CHECK(finding.required);
  CHECK(finding.statement == Statement::module_works);
  CHECK(finding.detail == "as the package left them: " + kLibrary + " by " + as_packaged().tool);
  CHECK(finding.evidence == std::vector<std::string>{"/modules/0/packages"});
}

TEST_CASE("a file of the module that is not as the package left it fails with the tool's letters") {
  for (const std::string what : {"S.5....T.", "..5......", ".M.......", ".....U...", "....L....", "??5??????", "missing"}) {
    const Finding finding = with_deviation(kLibrary, what, false, true);
    INFO(what);
    CHECK(finding.status == Status::fail);
    CHECK(finding.detail ==
          "not as the package left it: " + kLibrary + " (" + what + ") of openssl-libs-1.0.2k-24.amzn2.0.3.x86_64");
    CHECK(finding.commands == std::vector<std::string>{"rpm -V openssl-libs-1.0.2k-24.amzn2.0.3.x86_64",
                                                       "sudo yum reinstall -y openssl-libs-1.0.2k-24.amzn2.0.3.x86_64"});
  }
}

TEST_CASE("another time alone, and files that are not the module's, are listed and change nothing") {
  const Finding touched = with_deviation(kLibrary, ".......T.", false, true);
  CHECK(touched.status == Status::pass);
  CHECK_THAT(touched.detail, ContainsSubstring(kLibrary + " (.......T.)"));
  const Finding config = with_deviation("/etc/pki/tls/openssl.cnf", "S.5....T.", true, false);
  CHECK(config.status == Status::pass);
  CHECK_THAT(config.detail, ContainsSubstring("/etc/pki/tls/openssl.cnf (S.5....T., configuration)"));
  PackageCheck check = as_packaged();
  check.deviations = {{"/usr/share/doc/x", "missing", false, false}};
  check.deviations_left_out = 7;
  CHECK_THAT(package_finding({check}).detail, ContainsSubstring("/usr/share/doc/x (missing) and 7 more"));
}

TEST_CASE("what the package manager could not say is unknown") {
  CHECK(with_deviation(kLibrary, "..?......", false, true).status == Status::unknown);
  CHECK(with_deviation(kLibrary, "missing (Permission denied)", false, true).status == Status::unknown);
  PackageCheck hangs = as_packaged();
  hangs.why_unknown = "rpm was not done in time, and was stopped";
  const Finding finding = package_finding({hangs});
  CHECK(finding.status == Status::unknown);
  CHECK(finding.detail == kLibrary + ": rpm was not done in time, and was stopped");
  PackageCheck unowned;
  unowned.files = {kLibrary};
  unowned.why_unknown = "no package owns it";
  CHECK(package_finding({unowned}).detail == kLibrary + ": no package owns it");
  PackageCheck not_looked = as_packaged();
  not_looked.not_looked = {{kLibrary, "the package has no checksum of it"}};
  CHECK(package_finding({not_looked}).status == Status::unknown);
  CHECK(package_finding({}).status == Status::unknown);
  Evidence earlier = sample_evidence();
  earlier.modules[0].packages.reset();
  CHECK(found(assessed(earlier), "openssl.package").detail == "what the package manager says of the files was not collected");
}

TEST_CASE("a checksum file that an administrator made, and no package owns, leaves the library as it is") {
  PackageCheck unowned;
  unowned.files = {"/etc/pki/tls/fipsmodule.cnf"};
  unowned.why_unknown = "no package owns it";
  const Finding finding = package_finding({as_packaged(), unowned});
  CHECK(finding.status == Status::pass);
  CHECK_THAT(finding.detail, ContainsSubstring("/etc/pki/tls/fipsmodule.cnf: no package owns it"));
}

TEST_CASE("a host with no other crypto library than the system's has no side install") {
  const Finding finding = side_installs([](InstalledCrypto&) {});
  CHECK(finding.status == Status::pass);
  CHECK_FALSE(finding.required);
}

TEST_CASE("OpenSSL 1.1 of Amazon Linux 2 is named as not covered, by its package and by its library") {
  const Finding finding = side_installs([](InstalledCrypto& installed) {
    installed.packages = {
        {"rpm openssl11-libs-1.1.1g-12.amzn2.0.20.x86_64", "OpenSSL 1.1.1 beside OpenSSL 1.0.2k (Amazon Linux 2)"}};
    installed.libraries.push_back(
        {"/usr/lib64/libcrypto.so.1.1", "libcrypto.so.1.1", "x86_64", "rpm openssl11-libs-1.1.1g-12.amzn2.0.20.x86_64", true});
  });
  CHECK(finding.status == Status::fail);
  CHECK_FALSE(finding.required);
  CHECK_THAT(finding.detail, StartsWith("2 not covered by any certificate of this catalogue: rpm openssl11-libs-1.1.1g") &&
                                 ContainsSubstring("/usr/lib64/libcrypto.so.1.1 (no certificate of Amazon Linux 2 names it"));
  CHECK(finding.evidence == std::vector<std::string>{"/installed_crypto/packages/0", "/installed_crypto/libraries/2"});
  CHECK_FALSE(finding.commands.empty());
}

TEST_CASE("copies outside the system's folders, and files that no package owns, are side installs") {
  const auto with = [](const CryptoLibrary& library) {
    return side_installs([&](InstalledCrypto& installed) { installed.libraries.push_back(library); });
  };
  CHECK_THAT(with({"/opt/conda/lib/libcrypto.so.10", "libcrypto.so.10", "x86_64", "", false}).detail,
             ContainsSubstring("/opt/conda/lib/libcrypto.so.10 (not in a folder of the system)"));
  CHECK_THAT(with({"/usr/lib64/libgcrypt.so.11", "libgcrypt.so.11", "x86_64", "", true}).detail,
             ContainsSubstring("/usr/lib64/libgcrypt.so.11 (no package owns it)"));
}

TEST_CASE("what was not searched makes the absence of side installs unknown") {
  const Finding finding =
      side_installs([](InstalledCrypto& installed) { installed.not_searched = {"/home/a: Permission denied"}; });
  CHECK(finding.status == Status::unknown);
  CHECK_THAT(finding.detail, ContainsSubstring("/home/a: Permission denied"));
  CHECK(side_installs([](InstalledCrypto& installed) { installed.why_unknown = "left out"; }).detail == "left out");
}
