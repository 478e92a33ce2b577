#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::EndsWith;

namespace {

ProcessLibrary library_of(std::string path, ProcessLibrary::Place place, std::string family = "openssl") {
  return {.path = std::move(path),
          .device = "253:1",
          .inode = 42,
          .place = place,
          .family = std::move(family),
          .linked_in = "",
          .processes = 5,
          .some_users = {{7, "httpd"}, {8, "httpd"}, {9, "php"}, {10, "php"}}};
}

Evidence evidence_with(std::vector<ProcessLibrary> libraries, std::uint64_t unreadable = 0) {
  Evidence evidence = sample_evidence();
  evidence.processes.emplace();
  ProcessInventory& processes = *evidence.processes;
  processes.total = 20 + unreadable;
  processes.seen = 15;
  processes.without_memory = 5;
  processes.unreadable = unreadable;
  if (unreadable != 0) processes.unreadable_because = {{"Permission denied", unreadable}};
  processes.libraries = std::move(libraries);
  return evidence;
}

Finding own_crypto_in(const Evidence& evidence) { return found(assessed(evidence), "host.processes-own-crypto"); }

Finding databases_finding(std::vector<NssDatabase> databases, const Policy& policy = {}) {
  Evidence evidence = sample_evidence();
  evidence.nss_databases = std::move(databases);
  return found(assessed(evidence, policy), "host.nss-databases");
}

}  // namespace

TEST_CASE("processes that use the host's libraries pass, and it is said what was not looked for") {
  const Finding finding =
      own_crypto_in(evidence_with({library_of("/usr/lib64/libcrypto.so.1.0.2k", ProcessLibrary::Place::host)}));
  CHECK(finding.status == Status::pass);
  CHECK_FALSE(finding.required);
  CHECK_THAT(finding.detail, ContainsSubstring("15 of 15 processes were seen"));
  CHECK_THAT(finding.detail, ContainsSubstring("code linked into programs was not looked for"));
}

TEST_CASE("a library of a process's own fails, with its users and why") {
  using Place = ProcessLibrary::Place;
  const auto detail_of = [](const ProcessLibrary& library) { return own_crypto_in(evidence_with({library})).detail; };
  const ProcessLibrary own = library_of("/opt/app/libcrypto.so.1.1", Place::other);
  const Finding finding = own_crypto_in(evidence_with({library_of("/usr/lib64/libssl.so.10", Place::host), own}));
  CHECK(finding.status == Status::fail);
  CHECK(finding.evidence == std::vector<std::string>{"/processes/libraries/1"});
  CHECK_THAT(finding.detail,
             ContainsSubstring("httpd (7), httpd (8), php (9) and 2 more use /opt/app/libcrypto.so.1.1: a copy of its own"));
  CHECK_FALSE(finding.remediation.empty());
  CHECK_THAT(detail_of(library_of("/usr/lib64/libcrypto.so.10", Place::deleted)),
             ContainsSubstring("deleted or replaced since"));
  CHECK_THAT(detail_of(library_of("/usr/lib64/libcrypto.so.10", Place::other_root)), ContainsSubstring("as of a container"));
  CHECK_THAT(detail_of(library_of("/usr/lib64/libmbedcrypto.so.7", Place::host, "mbedtls")),
             ContainsSubstring("not looked at here"));
  ProcessLibrary linked = library_of("/usr/bin/agent", Place::other);
  linked.linked_in = "OpenSSL 1.1.1k  25 Mar 2021";
  CHECK_THAT(detail_of(linked), ContainsSubstring("OpenSSL 1.1.1k  25 Mar 2021 linked in"));
}

TEST_CASE("of many own libraries ten are named and all are in the evidence") {
  std::vector<ProcessLibrary> libraries;
  for (int i = 0; i < 14; ++i) libraries.push_back(library_of("/opt/" + std::to_string(i), ProcessLibrary::Place::other));
  const Finding finding = own_crypto_in(evidence_with(libraries));
  CHECK(finding.evidence.size() == 14);
  CHECK_THAT(finding.detail, ContainsSubstring("and 4 more libraries"));
}

TEST_CASE("processes that cannot be read leave it unknown, and so does evidence without processes") {
  const Finding finding = own_crypto_in(evidence_with({}, 4));
  CHECK(finding.status == Status::unknown);
  CHECK_THAT(finding.detail, ContainsSubstring("15 of 19 processes were seen"));
  CHECK_THAT(finding.detail, ContainsSubstring("4 could not be read, which takes root: Permission denied (4)"));
  CHECK(own_crypto_in(sample_evidence()).status == Status::unknown);
}

TEST_CASE("NSS databases must be in the mode that is expected") {
  using Fips = NssDatabase::Fips;
  const NssDatabase on{"/etc/pki/nssdb", "pkcs11.txt", Fips::on, "NSS Internal FIPS PKCS #11 Module"};
  const NssDatabase off{"/etc/ipsec.d", "pkcs11.txt", Fips::off, "NSS Internal PKCS #11 Module"};
  const NssDatabase closed{"/root/.pki/nssdb", "pkcs11.txt or secmod.db", Fips::unknown, "no permission"};
  CHECK(databases_finding({on}).status == Status::pass);
  CHECK(databases_finding({}).status == Status::not_applicable);
  CHECK(databases_finding({on, closed}).status == Status::unknown);
  const Finding left = databases_finding({on, off, closed});
  CHECK(left.status == Status::fail);
  CHECK(left.detail == "FIPS mode is off in 1 of 3 databases: /etc/ipsec.d; while the kernel's flag is 1, NSS overrides that");
  CHECK(left.evidence == std::vector<std::string>{"/nss_databases/1", "/nss_databases/2"});
  const Policy expect_off{.fips = FipsExpectation::off, .required_families = {}, .validated_builds = {}};
  CHECK(databases_finding({off}, expect_off).status == Status::pass);
  CHECK(databases_finding({on, off}, expect_off).status == Status::fail);
  CHECK(found(assessed(sample_evidence()), "host.nss-databases").status == Status::unknown);
}
