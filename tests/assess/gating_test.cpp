#include "harness/assess/gating.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/assess/found.hpp"
#include "tests/assess/sample_evidence.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

Gate::State state_of(const char* family, const char* soname, const GateInput& input) {
  const auto gate = gate_of(sample_module(family, soname, "", "1"), input);
  REQUIRE(gate);
  CHECK_FALSE(gate->source.empty());
  CHECK_FALSE(gate->what.empty());
  return gate->state;
}

// detail_of gives the finding on the FIPS mode of a module that says "off" on a host with these facts.
std::string detail_of_off(std::size_t module, const char* flag, const char* file,
                          const std::map<std::string, std::string>& environment = {}) {
  Evidence evidence = sample_evidence();
  evidence.host["fips.kernel_flag"] = Fact::of(flag, "test");
  evidence.host["fips.system_fips_file"] = Fact::of(file, "test");
  Run& run = evidence.modules[module].runs[0];
  run.fips = {FipsState::Value::off, "FIPS_mode() is 0"};
  run.environment = environment;
  const Finding finding = found(assessed(evidence), evidence.modules[module].family + ".fips-mode");
  CHECK(finding.status == Status::fail);
  return finding.detail;
}

}  // namespace

TEST_CASE("flag and file decide over the modules of Amazon Linux 2 as their sources say") {
  using State = Gate::State;
  constexpr GateInput both{true, true}, flag{true, false}, file{false, true}, none{false, false};
  for (const char* const soname : {"libcrypto.so.10", "libgnutls.so.28"}) {
    const char* const family = soname == std::string("libcrypto.so.10") ? "openssl" : "gnutls";
    CHECK(state_of(family, soname, both) == State::on);
    CHECK(state_of(family, soname, flag) == State::off);
    CHECK(state_of(family, soname, file) == State::off);
    CHECK(state_of(family, soname, none) == State::off);
  }
  for (const auto& [family, soname] :
       {std::pair{"libgcrypt", "libgcrypt.so.11"}, std::pair{"nss", "libsoftokn3.so"}, std::pair{"kernel", ""}}) {
    CHECK(state_of(family, soname, both) == State::on);
    CHECK(state_of(family, soname, flag) == State::on);
    CHECK(state_of(family, soname, file) == State::off);
    CHECK(state_of(family, soname, none) == State::off);
  }
  CHECK(state_of("openssl", "libcrypto.so.3", both) == State::decided_elsewhere);
  CHECK_FALSE(gate_of(sample_module("openssl", "libcrypto.so.99", "", "1"), both));
}

TEST_CASE("a module that stays off though the flag is 1 is told why") {
  CHECK_THAT(
      detail_of_off(0, "1", "absent"),
      ContainsSubstring("why: the flag is 1 and /etc/system-fips is absent; OpenSSL 1.0.2k of Enterprise Linux 7 and Amazon "
                        "Linux 2: its constructor looks for /etc/system-fips first"));
  CHECK_THAT(detail_of_off(3, "1", "absent"),
             ContainsSubstring("it wants the flag and /etc/system-fips, and does not find the file"));
  CHECK_THAT(detail_of_off(2, "0", "absent"), ContainsSubstring("NSS reads the kernel's flag alone"));
}

TEST_CASE("a module that is not as flag and file would have it names what overrides them") {
  CHECK_THAT(
      detail_of_off(3, "1", "present", {{"GNUTLS_FORCE_FIPS_MODE", "0"}}),
      ContainsSubstring("with which GnuTLS 3.3 of Enterprise Linux 7 and Amazon Linux 2 is on: it tests itself when it is "
                        "loaded and switches FIPS mode on; GNUTLS_FORCE_FIPS_MODE=0 is set: "));
  CHECK_THAT(detail_of_off(1, "1", "present"), ContainsSubstring("why it is not was not found"));
}

TEST_CASE("where flag and file are not known no reason is made up") {
  Evidence evidence = sample_evidence();
  evidence.host["fips.system_fips_file"] = Fact::unknown("permission denied", "test");
  evidence.modules[0].runs[0].fips = {FipsState::Value::off, "FIPS_mode() is 0"};
  CHECK(found(assessed(evidence), "openssl.fips-mode").detail == "the module says: off (FIPS_mode() is 0)");
}

TEST_CASE("in a container on a host in FIPS mode it is said what its image lacks") {
  Evidence evidence = sample_evidence();
  evidence.host["container.kind"] = Fact::of("docker", "test");
  evidence.host["fips.system_fips_file"] = Fact::of("absent", "test");
  evidence.host["fips.crypto_policy"] = Fact::of("DEFAULT", "test");
  const Finding finding = found(assessed(evidence), "host.container");
  CHECK(finding.status == Status::unknown);
  CHECK_THAT(finding.detail, ContainsSubstring("the image has no /etc/system-fips: libcrypto.so.10 stays out of FIPS mode"));
  CHECK_THAT(finding.detail, ContainsSubstring("the image's crypto policy is DEFAULT, not FIPS"));
  const Finding policy = found(assessed(evidence), "host.crypto-policy");
  CHECK(policy.status == Status::fail);
  CHECK_THAT(policy.detail, StartsWith("the flag is 1 and the crypto policy is DEFAULT: "));
}

TEST_CASE("variables and files that decide beside the kernel's flag are named") {
  const auto finding_with = [](const std::map<std::string, std::string>& facts) {
    Evidence evidence = sample_evidence();
    evidence.host["fips.gcrypt_fips_enabled"] = Fact::of("absent", "test");
    for (const char* const name : {"environment.own", "environment.manager", "environment.configured"})
      evidence.host[name] = Fact::of("none", "test");
    for (const auto& [name, value] : facts) evidence.host[name] = Fact::of(value, "test");
    return found(assessed(evidence), "host.fips-overrides");
  };
  CHECK(finding_with({}).status == Status::pass);
  CHECK_FALSE(finding_with({}).required);
  const Finding own = finding_with({{"environment.own", "OPENSSL_FORCE_FIPS_MODE=1"}});
  CHECK(own.status == Status::fail);
  CHECK(own.detail == "in the environment of this program, and so of the modules as found: OPENSSL_FORCE_FIPS_MODE=1");
  CHECK(finding_with({{"environment.configured", "/etc/environment:3 NSS_FIPS=0"}}).status == Status::fail);
  CHECK(finding_with({{"fips.gcrypt_fips_enabled", "1"}}).status == Status::pass);
  CHECK(finding_with({{"fips.gcrypt_fips_enabled", "1"}, {"fips.kernel_flag", "0"}}).status == Status::fail);
  CHECK(found(assessed(sample_evidence()), "host.fips-overrides").status == Status::unknown);
}
