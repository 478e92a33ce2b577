#include <catch2/catch_test_macros.hpp>

#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

Evidence al2023_evidence() {
  Evidence evidence = sample_evidence();
  evidence.host["os.version_id"] = Fact::of("2023", "/etc/os-release");
  evidence.host["kernel.release"] = Fact::of("6.1.41-64.118.amzn2023.x86_64", "uname(2)");
  evidence.modules = {sample_module("openssl", "libcrypto.so.3", "", "OpenSSL 3.0.8"),
                      sample_module("kernel", "", "", "6.1.41")};
  return evidence;
}

}  // namespace

TEST_CASE("a historical certificate reads as the rule says, and its dates are in the reference") {
  const Assessment assessment = assessed(sample_evidence());
  for (const auto& [id, number] :
       {std::pair{"openssl.certificate", 4548U}, std::pair{"libgcrypt.certificate", 3618U}, std::pair{"nss.certificate", 4565U},
        std::pair{"gnutls.certificate", 4472U}, std::pair{"kernel.certificate", 4593U}}) {
    const Finding finding = found(assessment, id);
    CHECK(finding.status == Status::fail);
    CHECK(finding.detail == "historical: agency risk decision, existing applications only");
    REQUIRE(finding.certificate.has_value());
    CHECK(finding.certificate->number == number);
    CHECK(finding.certificate->state == "historical");
  }
  CHECK(found(assessment, "openssl.certificate").certificate->reason ==
        "its sunset date 2024-10-22 passed 762 days before 2026-11-23");
  CHECK(found(assessment, "kernel.certificate").certificate->reason ==
        "its sunset date 2025-09-13 passed 436 days before 2026-11-23; it relies on certificate 4565, historical");
}

TEST_CASE("the same evidence assessed as of 2024-01-01 finds the certificate active") {
  const Finding finding = found(assessed(sample_evidence(), {}, "2024-01-01"), "openssl.certificate");
  CHECK(finding.status == Status::pass);
  CHECK(finding.detail == "active: certificate 4548: its sunset date is 2024-10-22");
}

TEST_CASE("before a certificate was validated its predecessor counts, and before that none") {
  const Finding before = found(assessed(sample_evidence(), {}, "2023-01-01"), "openssl.certificate");
  CHECK(before.certificate->number == 3553);
  CHECK(before.status == Status::unknown);
  const Finding first = found(assessed(sample_evidence(), {}, "2019-10-22"), "openssl.certificate");
  CHECK(first.certificate->number == 3553);
  CHECK(first.status == Status::fail);
  CHECK(first.detail == "not yet validated: certificate 3553: it was validated on 2019-10-23");
}

TEST_CASE("the certificates of Amazon Linux 2023 are found by its own modules") {
  const Assessment assessment = assessed(al2023_evidence());
  CHECK(found(assessment, "openssl.certificate").certificate->number == 5021);
  CHECK(found(assessment, "openssl.certificate").status == Status::pass);
  CHECK(found(assessment, "kernel.certificate").certificate->number == 4808);
  CHECK(found(assessment, "kernel.certificate").certificate->caveat ==
        "Interim validation. When operated in approved mode ...");
}

TEST_CASE("a module that no certificate of the product speaks of is unknown") {
  Evidence evidence = sample_evidence();
  evidence.modules[0].identity.soname = "libcrypto.so.1.1";
  evidence.host["kernel.release"] = Fact::of("5.10.186-179.751.amzn2.x86_64", "uname(2)");
  const Assessment assessment = assessed(evidence);
  CHECK(found(assessment, "openssl.certificate").status == Status::unknown);
  CHECK(found(assessment, "openssl.certificate").detail ==
        "the catalogue of 2026-03-29 has no certificate of Amazon Linux 2 for libcrypto.so.1.1");
  CHECK(found(assessment, "kernel.certificate").detail ==
        "the catalogue of 2026-03-29 has no certificate of Amazon Linux 2 for 5.10.186-179.751.amzn2.x86_64");
}

TEST_CASE("the catalogue says nothing of another distribution") {
  Evidence evidence = sample_evidence();
  evidence.host["os.id"] = Fact::of("debian", "/etc/os-release");
  evidence.host["os.version_id"] = Fact::of("12", "/etc/os-release");
  const Finding other = found(assessed(evidence), "openssl.certificate");
  CHECK(other.status == Status::not_applicable);
  CHECK(other.detail == "the catalogue holds certificates of Amazon Linux 2, Amazon Linux 2023; it says nothing of debian 12");
  evidence.host["os.id"] = Fact::unknown("permission denied", "/etc/os-release");
  CHECK(found(assessed(evidence), "openssl.certificate").status == Status::unknown);
}

TEST_CASE("a historical certificate decides the exit code until the agency's decision is recorded; the finding stays") {
  CHECK(assessed(sample_evidence()).exit_code() == 2);
  Policy policy;
  policy.historical_accepted = true;
  const Assessment assessment = assessed(sample_evidence(), policy);
  CHECK(found(assessment, "openssl.certificate").status == Status::fail);
  CHECK_FALSE(found(assessment, "openssl.certificate").required);
  CHECK(assessment.exit_code() == 0);
}
