#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <nlohmann/json.hpp>

#include "tests/support/fake_host.hpp"
#include "tests/support/package_root.hpp"
#include "tests/support/real_module.hpp"

// Amazon's OpenSSL as a package of a real rpm or dpkg database, on a host that only the program sees: the package's files lie
// in a tmpfs on /srv, and its database over the host's own.
using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

namespace fs = std::filesystem;

constexpr const char* kModule = "/srv/demo/libcrypto.so.10";

std::vector<PackageFile> files_of_openssl() {
  const fs::path folder = modules_folder() / "al2-openssl";
  if (!fs::exists(folder)) SKIP("al2-openssl is not in $FIPSPROBE_MODULES");
  std::vector<PackageFile> files;
  for (const std::string name : {"libcrypto.so.10", ".libcrypto.so.10.hmac", "libcrypto.so.1.0.2k", ".libcrypto.so.1.0.2k.hmac",
                                 "libssl.so.10", ".libssl.so.10.hmac", "libssl.so.1.0.2k", ".libssl.so.1.0.2k.hmac"})
    files.push_back({"srv/demo/" + name, folder / name, false});
  files.push_back({"srv/demo/openssl.cnf", {}, true});
  return files;
}

// PackagedOpenssl is the package on its host, audited.
class PackagedOpenssl {
 public:
  explicit PackagedOpenssl(PackageKind kind)
      : root_(kind, kind == PackageKind::rpm ? "openssl-libs" : "libssl1.0", files_of_openssl()),
        database_(kind == PackageKind::rpm ? "/var/lib/rpm" : "/var/lib/dpkg") {
    if (!fs::exists(database_)) SKIP(database_ + " is not there to be replaced");
  }

  const PackageRoot& root() const { return root_; }

  // audit returns the assessment of an audit; `exit_code` and the reports are kept. `setup` are more commands for the host.
  nlohmann::json audit(const std::vector<std::string>& more = {}, const std::string& setup = "true") {
    const std::string report = (folder_.path() / "report").string(), root = root_.path().string();
    std::vector<std::string> words = {"audit", "--profile", "quick", "--mode", "contrast", "--module"};
    words.insert(words.end(), {std::string("openssl=") + kModule, "-o", report});
    words.insert(words.end(), more.begin(), more.end());
    const ProgramResult result =
        run_on({.setup = "mount -t tmpfs tmpfs /srv && cp -a '" + root + "/srv/demo' /srv/demo && mount --bind '" + root +
                         database_ + "' " + database_ + " && " + setup},
               words);
    INFO(result.errors);
    exit_code = result.exit_code;
    text = result.output;
    html = content_of(report + "/report.html");
    evidence = nlohmann::json::parse(content_of(report + "/evidence.json"));
    return nlohmann::json::parse(content_of(report + "/assessment.json"));
  }

  std::string write(const std::string& name, const std::string& content) const { return folder_.write(name, content); }

  int exit_code = -1;
  std::string text, html;
  nlohmann::json evidence;

 private:
  PackageRoot root_;
  std::string database_;
  TemporaryFolder folder_;
};

nlohmann::json finding(const nlohmann::json& assessment, const std::string& id) {
  const auto& findings = assessment.at("findings");
  const auto found = std::ranges::find_if(findings, [&](const nlohmann::json& each) { return each.at("id") == id; });
  INFO(id);
  REQUIRE(found != findings.end());
  return *found;
}

std::string list_of(const std::string& packages) {
  return R"({"schema": "fipsprobe/validated-nvrs/1", "builds": [{"module": "openssl", "certificate": null, "architecture": "x86_64",)"
         R"( "packages": [")" +
         packages + R"("], "files": null, "source": "the test"}]})";
}

}  // namespace

TEST_CASE("an audit has the package of a module verified, and decides its build by a list") {
  for (const PackageKind kind : {PackageKind::rpm, PackageKind::dpkg}) {
    PackagedOpenssl openssl(kind);
    INFO(openssl.root().package());
    const std::string nvr = kind == PackageKind::rpm ? "openssl-libs-1.0-3.amzn2" : "libssl1.0-1.0-3";
    const nlohmann::json assessment = openssl.audit({"--validated-nvrs", openssl.write("builds.json", list_of(nvr))});
    const nlohmann::json package = finding(assessment, "openssl.package");
    INFO(package.dump(1));
    CHECK(package.at("status") == "pass");
    CHECK(finding(assessment, "openssl.validated-build").at("status") == "pass");
    CHECK_THAT(finding(assessment, "openssl.validated-build").at("detail").get<std::string>(),
               StartsWith("installed is " + nvr + " (x86_64)"));
    const nlohmann::json& module = openssl.evidence.at("modules").at(0);
    CHECK(module.at("identity").at("package") == openssl.root().package());
    CHECK(module.at("packages").at("checks").size() == 1);
    CHECK_THAT(openssl.text, ContainsSubstring("package check: " + openssl.root().package()));

    const nlohmann::json other =
        openssl.audit({"--validated-nvrs", openssl.write("other.json", list_of("openssl-libs-1.0.2k-16.amzn2.0.3"))});
    CHECK(finding(other, "openssl.validated-build").at("status") == "fail");
    CHECK(openssl.exit_code == 2);
    CHECK_THAT(finding(other, "openssl.validated-build").at("detail").get<std::string>(),
               ContainsSubstring(nvr) && ContainsSubstring("openssl-libs-1.0.2k-16.amzn2.0.3"));
  }
}

TEST_CASE("a checksum file that is not as its package left it fails an audit, changed configuration does not") {
  for (const PackageKind kind : {PackageKind::rpm, PackageKind::dpkg}) {
    PackagedOpenssl openssl(kind);
    INFO(openssl.root().package());
    openssl.root().append("srv/demo/openssl.cnf", "changed = yes\n");
    CHECK(finding(openssl.audit(), "openssl.package").at("status") == "pass");
    CHECK_THAT(openssl.text, ContainsSubstring("/srv/demo/openssl.cnf (configuration)"));

    openssl.root().append("srv/demo/.libssl.so.10.hmac", "\n");
    const nlohmann::json package = finding(openssl.audit(), "openssl.package");
    CHECK(package.at("status") == "fail");
    CHECK(openssl.exit_code == 2);
    CHECK_THAT(package.at("detail").get<std::string>(),
               StartsWith("not as the package left it: /srv/demo/.libssl.so.10.hmac ("));
    CHECK_FALSE(package.at("commands").empty());
    CHECK_THAT(openssl.html, ContainsSubstring("class=\"commands\""));
  }
}

TEST_CASE("a package database that does not answer leaves it unknown, in the tool's words") {
  for (const PackageKind kind : {PackageKind::rpm, PackageKind::dpkg}) {
    PackagedOpenssl openssl(kind);
    INFO(openssl.root().package());
    openssl.root().break_database();
    const nlohmann::json package = finding(openssl.audit(), "openssl.package");
    INFO(package.dump(1));
    CHECK(package.at("status") == "unknown");
    CHECK_THAT(package.at("detail").get<std::string>(), ContainsSubstring("error: "));
  }
}

TEST_CASE("a host with a package database and without its tool leaves it unknown") {
  PackagedOpenssl openssl(PackageKind::rpm);
  const nlohmann::json package = finding(openssl.audit({}, "mount --bind /dev/null /usr/bin/rpm"), "openssl.package");
  CHECK(package.at("status") == "unknown");
  CHECK_THAT(package.at("detail").get<std::string>(), ContainsSubstring("rpm is not there"));
}

TEST_CASE("status leaves packages out, and says so") {
  const ProgramResult result = run_fipsprobe({"status", "--format", "json"});
  const nlohmann::json evidence = nlohmann::json::parse(result.output);
  for (const nlohmann::json& module : evidence.at("modules"))
    CHECK_THAT(module.at("packages").at("unknown").get<std::string>(), StartsWith("left out in a quick look"));
  CHECK_THAT(evidence.at("installed_crypto").at("unknown").get<std::string>(), StartsWith("left out in a quick look"));
}

TEST_CASE("a list of validated builds that is broken ends the command before any work, with file and line") {
  const TemporaryFolder folder;
  const std::string list = folder.write(
      "builds.json", "{\n  \"schema\": \"fipsprobe/validated-nvrs/1\",\n  \"builds\": [\n    {\"module\": \"ssl\"}\n  ]\n}\n");
  const ProgramResult result = run_fipsprobe({"audit", "--validated-nvrs", list, "-o", (folder.path() / "report").string()});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.errors, ContainsSubstring(list + ":4: at /builds/0/module: \"ssl\" is not one of openssl"));
  CHECK_FALSE(fs::exists(folder.path() / "report"));
}
