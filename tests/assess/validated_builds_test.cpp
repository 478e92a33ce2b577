#include "harness/assess/validated_builds.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <functional>

#include "harness/model/errors.hpp"
#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"
#include "tests/support/program.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

constexpr const char* kHead = "{\"schema\": \"fipsprobe/validated-nvrs/1\",\n \"builds\": [\n";

std::vector<ValidatedBuild> read(const std::string& text) {
  return validated_builds_from_json(text, "builds.json", builtin_catalogue());
}

std::string list_of(const std::string& entries) { return kHead + entries + "\n]}"; }

// entry is one build on a line of its own.
std::string entry(const std::string& module, const std::string& certificate, const std::string& architecture,
                  const std::string& packages, const std::string& files) {
  return "{\"module\": \"" + module + "\", \"certificate\": " + certificate + ", \"architecture\": " + architecture +
         ", \"packages\": " + packages + ", \"files\": " + files + ", \"source\": \"the policy, page 6\"}";
}

std::string complaint_about(const std::string& text) {
  try {
    read(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "no complaint";
}

// finding_of changes the sample's OpenSSL and judges its build by a list.
Finding finding_of(const std::string& entries, const std::function<void(Evidence&)>& change, const std::string& id) {
  Evidence evidence = sample_evidence();
  change(evidence);
  Policy policy;
  policy.validated_builds = read(list_of(entries));
  return found(assessed(evidence, policy), id);
}

Finding openssl_build(
    const std::string& entries, const std::function<void(Evidence&)>& change = [](Evidence&) {}) {
  return finding_of(entries, change, "openssl.validated-build");
}

const std::string kA = std::string(64, 'a'), kB = std::string(64, 'b');
const std::string kInstalled = R"(["openssl-libs-1.0.2k-24.amzn2.0.3"])", kOther = R"(["openssl-libs-1.0.2k-16.amzn2.0.3"])";
const std::string kX86 = "\"x86_64\"";

std::string hash_of(const std::string& name, const std::string& sha256) { return "{\"" + name + "\": \"" + sha256 + "\"}"; }

}  // namespace

TEST_CASE("a list of validated builds is read, and null stays unknown") {
  const auto builds =
      read(list_of(entry("nss", "4565", kX86, R"(["nss-softokn-1.2-3.amzn2", "nss-softokn-freebl-1.2-3.amzn2"])",
                         hash_of("libsoftokn3.so", std::string(64, 'A'))) +
                   ",\n" + entry("kernel", "null", "null", "null", "null")));
  REQUIRE(builds.size() == 2);
  CHECK(builds[0].family == "nss");
  CHECK(builds[0].certificate == 4565);
  CHECK(builds[0].architecture == "x86_64");
  CHECK(builds[0].packages == std::vector<std::string>{"nss-softokn-1.2-3.amzn2", "nss-softokn-freebl-1.2-3.amzn2"});
  CHECK(builds[0].files->at("libsoftokn3.so") == kA);
  CHECK(builds[0].source == "the policy, page 6");
  CHECK_FALSE(builds[0].is_unknown());
  CHECK_FALSE(builds[1].certificate);
  CHECK_FALSE(builds[1].architecture);
  CHECK(builds[1].is_unknown());
}

TEST_CASE("what is no list of validated builds is refused with the line and the place") {
  const auto complaint = [](const std::string& text) { return complaint_about(list_of(text)); };
  CHECK_THAT(complaint(entry("wolfssl", "null", "null", "null", "null")),
             StartsWith("builds.json:3: at /builds/0/module: \"wolfssl\" is not one of openssl"));
  CHECK_THAT(complaint("\n\n" + entry("openssl", "0", "null", "null", "null")),
             StartsWith("builds.json:5: at /builds/0/certificate"));
  CHECK_THAT(complaint(entry("openssl", "4548", "\"amd64\"", "null", "null")),
             ContainsSubstring("is not one of x86_64, aarch64"));
  CHECK_THAT(complaint(entry("openssl", "4548", "null", R"(["openssl"])", "null")),
             ContainsSubstring("at /builds/0/packages/0: \"openssl\" is not NAME-VERSION-RELEASE"));
  CHECK_THAT(complaint(entry("openssl", "4548", "null", R"(["a-1-1.x86_64"])", "null")),
             ContainsSubstring("ends with its architecture"));
  CHECK_THAT(complaint(entry("openssl", "4548", "null", R"(["a-1-1", "a-1-1"])", "null")), ContainsSubstring("comes twice"));
  CHECK_THAT(complaint(entry("openssl", "4548", "null", "[]", "null")), ContainsSubstring("names no package"));
  CHECK_THAT(complaint(entry("openssl", "4548", "null", "null", "{}")), ContainsSubstring("names no file"));
  CHECK_THAT(complaint(entry("openssl", "4548", "null", "null", hash_of("x.so", "abcd"))),
             ContainsSubstring("at /builds/0/files/x.so: \"abcd\" is not a SHA-256"));
  CHECK_THAT(complaint(entry("openssl", "4548", "null", "null", hash_of("/usr/lib64/x.so", kA))),
             ContainsSubstring("without its folder"));
  CHECK_THAT(complaint(entry("openssl", "4472", "null", "null", "null")),
             ContainsSubstring("certificate 4472 is of gnutls, not of openssl"));
  CHECK_THAT(complaint(R"({"module": "openssl", "nvr": "a-1-1"})"), ContainsSubstring("at /builds/0/nvr: is not a member"));
  CHECK_THAT(complaint(R"({"module": "openssl", "certificate": 4548, "architecture": null, "packages": null, "source": "x"})"),
             ContainsSubstring("has no member \"files\"; null says that it is unknown"));
  CHECK_THAT(complaint(""), ContainsSubstring("at /builds: names no build"));
  CHECK_THAT(complaint_about("openssl-libs-1.0.2k-16.amzn2.0.3\n"), StartsWith("builds.json:1: not valid JSON"));
  CHECK_THAT(complaint_about(R"({"schema": "fipsprobe/validated-nvrs/2", "builds": []})"),
             StartsWith("builds.json:1: at /schema"));
  CHECK_THAT(complaint_about(std::string(100, '[')), StartsWith("builds.json: nested deeper"));
}

TEST_CASE("an entry that comes twice, and entries that contradict each other, are errors with the line of the second") {
  const auto both = [](const std::string& one, const std::string& other) {
    return complaint_about(list_of(one + ",\n" + other));
  };
  const std::string one = entry("openssl", "4548", kX86, kOther, hash_of("libcrypto.so.10", kA));
  CHECK_THAT(both(one, one), StartsWith("builds.json:4: at /builds/1: contradicts or repeats /builds/0: it says the same"));
  CHECK_THAT(both(one, entry("openssl", "4548", kX86, kOther, hash_of("libcrypto.so.10", kB))),
             ContainsSubstring("gives libcrypto.so.10 of the same packages another SHA-256"));
  CHECK_THAT(both(one, entry("openssl", "3553", kX86, kOther, hash_of("libcrypto.so.10", kB))),
             ContainsSubstring("another SHA-256"));
  CHECK_THAT(both(one, entry("openssl", "4548", "null", "null", "null")), ContainsSubstring("unknown, or known"));
  CHECK(both(one, entry("openssl", "4548", "\"aarch64\"", kOther, hash_of("libcrypto.so.10", kB))) == "no complaint");
  CHECK(both(one, entry("openssl", "3553", "null", "null", "null")) == "no complaint");
  CHECK(both(one, entry("openssl", "4548", kX86, kInstalled, "null")) == "no complaint");
}

TEST_CASE("a package and architecture of the list, or the hash of the file, are the validated build") {
  const Finding by_package = openssl_build(entry("openssl", "4548", kX86, kInstalled, "null"));
  CHECK(by_package.status == Status::pass);
  CHECK(by_package.required);
  CHECK(by_package.detail ==
        "installed is openssl-libs-1.0.2k-24.amzn2.0.3 (x86_64), which the list names for certificate 4548 by the policy, page "
        "6; "
        "no SHA-256 was given to compare");
  CHECK(openssl_build(entry("openssl", "4548", kX86, kInstalled, hash_of("libcrypto.so.10", kA))).status == Status::pass);
  const Finding by_hash = openssl_build(entry("openssl", "4548", kX86, "null", hash_of("libcrypto.so.10", kA)),
                                        [](Evidence& e) { e.modules[0].identity.package.clear(); });
  CHECK(by_hash.status == Status::pass);
  CHECK_THAT(by_hash.detail, StartsWith("the SHA-256 of libcrypto.so.10 is the one that the list names for certificate 4548"));
}

TEST_CASE("another build fails and names both") {
  const Finding other = openssl_build(entry("openssl", "4548", kX86, kOther, "null"));
  CHECK(other.status == Status::fail);
  CHECK(other.detail ==
        "installed is openssl-libs-1.0.2k-24.amzn2.0.3 (x86_64), the list names openssl-libs-1.0.2k-16.amzn2.0.3 (certificate "
        "4548)");
  CHECK(openssl_build(entry("openssl", "4548", "null", kOther, "null")).status == Status::fail);
  const Finding by_hash = openssl_build(entry("openssl", "4548", kX86, "null", hash_of("libcrypto.so.10", kB)));
  CHECK(by_hash.status == Status::fail);
  CHECK_THAT(by_hash.detail, ContainsSubstring(kA) && ContainsSubstring(kB));
}

TEST_CASE("the package of the list with another file fails, whatever else the list leaves open") {
  const Finding finding = openssl_build(entry("openssl", "4548", kX86, kInstalled, hash_of("libcrypto.so.10", kB)) + ",\n" +
                                        entry("openssl", "3553", "null", "null", "null"));
  CHECK(finding.status == Status::fail);
  CHECK_THAT(finding.detail, StartsWith("the package is openssl-libs-1.0.2k-24.amzn2.0.3 (x86_64), but libcrypto.so.10 has"));
}

TEST_CASE("what the list, or the host, leaves open is unknown") {
  const auto no_package = [](Evidence& e) {
    e.modules[0].identity.package.clear();
    e.modules[0].packages.reset();
  };
  const auto no_hash = [](Evidence& e) { e.modules[0].identity.sha256.clear(); };
  CHECK(openssl_build(entry("openssl", "4548", "null", "null", "null")).status == Status::unknown);
  CHECK(openssl_build(entry("openssl", "4548", "null", kInstalled, "null")).status == Status::unknown);
  CHECK(openssl_build(entry("openssl", "4548", kX86, kInstalled, "null"), no_package).status == Status::unknown);
  CHECK(openssl_build(entry("openssl", "4548", kX86, kInstalled, hash_of("libcrypto.so.10", kA)), no_hash).status ==
        Status::unknown);
  CHECK(openssl_build(entry("openssl", "4548", kX86, kOther, "null") + ",\n" + entry("openssl", "3553", "null", "null", "null"))
            .status == Status::unknown);
}

TEST_CASE("a module of which the list does not speak is unknown") {
  for (const std::string& entries : {entry("nss", "4565", kX86, kOther, "null"), entry("openssl", "5021", kX86, kOther, "null"),
                                     entry("openssl", "4548", "\"aarch64\"", kInstalled, "null")}) {
    const Finding finding = openssl_build(entries);
    CHECK(finding.status == Status::unknown);
    CHECK_THAT(finding.detail, StartsWith("the list of validated builds does not speak of this module"));
  }
}

TEST_CASE("a module of several packages is the validated build only when all of them are") {
  const std::string list =
      entry("nss", "4565", kX86, R"(["nss-softokn-3.36.0-5.amzn2", "nss-softokn-freebl-3.36.0-5.amzn2"])", "null");
  const auto with_freebl = [](const std::string& package) {
    return [package](Evidence& evidence) {
      PackageCheck check;
      check.package = package;
      check.files = {"/usr/lib64/libfreeblpriv3.so"};
      evidence.modules[2].packages = PackageChecks{.why_unknown = "", .checks = {check}};
    };
  };
  const std::string id = "nss.validated-build";
  CHECK(finding_of(list, with_freebl("rpm nss-softokn-freebl-3.36.0-5.amzn2.x86_64"), id).status == Status::pass);
  const Finding other = finding_of(list, with_freebl("rpm nss-softokn-freebl-3.90.0-6.amzn2.x86_64"), id);
  CHECK(other.status == Status::fail);
  CHECK_THAT(other.detail, ContainsSubstring("nss-softokn-freebl-3.90.0-6.amzn2"));
  CHECK(finding_of(entry("nss", "4565", kX86, R"(["nss-softokn-freebl-3.36.0-5.amzn2"])", "null"),
                   with_freebl("rpm nss-softokn-freebl-3.36.0-5.amzn2.x86_64"), id)
            .status == Status::fail);
}

TEST_CASE("of OpenSSL 3 the FIPS provider is what the list speaks of") {
  const auto al2023 = [](Evidence& evidence) {
    evidence.host["os.version_id"] = Fact::of("2023", "/etc/os-release");
    evidence.modules[0] =
        sample_module("openssl", "libcrypto.so.3", "rpm openssl-libs-3.0.8-1.amzn2023.0.3.x86_64", "OpenSSL 3.0.8");
    evidence.modules[0].identity.parts = {{"/usr/lib64/ossl-modules/fips.so", kB}};
    PackageCheck check;
    check.package = "rpm openssl-fips-provider-certified-3.0.8-1.amzn2023.x86_64";
    check.files = {"/usr/lib64/ossl-modules/fips.so"};
    evidence.modules[0].packages = PackageChecks{.why_unknown = "", .checks = {check}};
  };
  CHECK(openssl_build(entry("openssl", "5021", kX86, R"(["openssl-fips-provider-certified-3.0.8-1.amzn2023"])", "null"), al2023)
            .status == Status::pass);
  CHECK(openssl_build(entry("openssl", "5021", kX86, "null", hash_of("fips.so", kB)), al2023).status == Status::pass);
  CHECK(openssl_build(entry("openssl", "5021", kX86, "null", hash_of("fips.so", kA)), al2023).status == Status::fail);
  CHECK(openssl_build(entry("openssl", "5021", kX86, R"(["openssl-libs-3.0.8-1.amzn2023.0.3"])", "null"), al2023).status ==
        Status::fail);
}

TEST_CASE("a Debian package is compared by its name and version") {
  const auto debian = [](Evidence& e) { e.modules[0].identity.package = "dpkg libssl1.0.2 1.0.2u-1~deb9u7 amd64"; };
  CHECK(openssl_build(entry("openssl", "4548", kX86, R"(["libssl1.0.2-1.0.2u-1~deb9u7"])", "null"), debian).status ==
        Status::pass);
}

TEST_CASE("the kernel is known by its release, and a live patch makes it another") {
  const std::string list = entry("kernel", "4593", kX86, R"(["kernel-4.14.320-243.544.amzn2"])", "null");
  CHECK(finding_of(
            list, [](Evidence&) {}, "kernel.validated-build")
            .status == Status::pass);
  const auto patched = [](Evidence& e) {
    e.host["kernel.live_patches"] = Fact::of("livepatch_1 enabled", "/sys/kernel/livepatch");
  };
  const Finding finding = finding_of(list, patched, "kernel.validated-build");
  CHECK(finding.status == Status::fail);
  CHECK_THAT(finding.detail, ContainsSubstring("live patches: livepatch_1 enabled"));
}

TEST_CASE("without a list nothing is decided, and nothing is required") {
  const Finding finding = found(assessed(sample_evidence()), "openssl.validated-build");
  CHECK(finding.status == Status::unknown);
  CHECK_FALSE(finding.required);
  CHECK(finding.detail ==
        "not decided: no list of validated builds was given; installed is openssl-libs-1.0.2k-24.amzn2.0.3 (x86_64)");
}

TEST_CASE("the example of a list can be read, and lets no build pass or fail without its facts") {
  const std::string file = FIPSPROBE_SOURCE_DIR "/docs/validated-nvrs.example.json";
  Policy policy;
  policy.validated_builds = validated_builds_from_json(content_of(file), file, builtin_catalogue());
  CHECK(policy.validated_builds->size() == 11);
  const Assessment assessment = assessed(sample_evidence(), policy);
  for (const std::string family : {"openssl", "libgcrypt", "nss", "gnutls", "kernel"})
    CHECK(found(assessment, family + ".validated-build").status == Status::unknown);
}
