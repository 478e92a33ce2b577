#include "harness/host/fips_variables.hpp"

#include <catch2/catch_test_macros.hpp>

#include "harness/host/host_facts.hpp"
#include "tests/host/fake_root.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

std::vector<std::string> texts_in(std::string_view text) {
  std::vector<std::string> texts;
  for (const Setting& setting : settings_in(text)) texts.push_back(setting.text);
  return texts;
}

}  // namespace

TEST_CASE("assignments are found as the shell, systemd and pam_env write them") {
  using Texts = std::vector<std::string>;
  CHECK(texts_in("export OPENSSL_CONF=/opt/app/openssl.cnf") == Texts{"OPENSSL_CONF=/opt/app/openssl.cnf"});
  CHECK(texts_in("OPENSSL_FORCE_FIPS_MODE=\"1\"; export OPENSSL_FORCE_FIPS_MODE") == Texts{"OPENSSL_FORCE_FIPS_MODE=1"});
  CHECK(texts_in("Environment=\"GNUTLS_FORCE_FIPS_MODE=0\" NSS_FIPS=off") == Texts{"GNUTLS_FORCE_FIPS_MODE=0", "NSS_FIPS=off"});
  CHECK(texts_in("DefaultEnvironment='OPENSSL_CONF=/a b' X=1") == Texts{"OPENSSL_CONF=/a b"});
  CHECK(texts_in("[ -n x ] && LIBGCRYPT_FORCE_FIPS_MODE=1;") == Texts{"LIBGCRYPT_FORCE_FIPS_MODE=1"});
  CHECK(texts_in("OPENSSL_CONF=") == Texts{"OPENSSL_CONF="});
  CHECK(texts_in("# OPENSSL_CONF=/x\n ; NSS_FIPS=1\nMY_NSS_FIPS=1\nNSS_FIPS_MODE=1\necho $NSS_FIPS\n").empty());
  CHECK(settings_in("\n\nNSS_FIPS=1")[0].line == 3);
}

TEST_CASE("an environment of /proc is taken apart at its zeros") {
  const std::string environment("A=NSS_FIPS=1\0NSS_FIPS=true\0OPENSSL_CONF", 38);
  const auto settings = settings_in_environment(environment);
  REQUIRE(settings.size() == 1);
  CHECK(settings[0].text == "NSS_FIPS=true");
}

TEST_CASE("what the host sets for others is a fact with file and line, and none where it sets nothing") {
  const FakeRoot root;
  root.write("/proc/1/environ", std::string("PATH=/bin\0OPENSSL_FORCE_FIPS_MODE=0\0", 36));
  root.write("/etc/environment", "LANG=C\n");
  HostFacts facts = collect_host_facts(root.path(), Depth::thorough);
  CHECK(facts.at("environment.configured").value == "none");
  CHECK(facts.at("environment.manager").value == "OPENSSL_FORCE_FIPS_MODE=0");
  root.write("/etc/profile.d/app.sh", "#!/bin/sh\nexport OPENSSL_CONF=/opt/app.cnf\n");
  root.write("/etc/profile.d/app.csh", "setenv OPENSSL_CONF=/opt/app.cnf\n");
  root.write("/etc/systemd/system/app.service.d/fips.conf", "[Service]\nEnvironment=NSS_FIPS=0\n");
  root.write("/usr/lib/systemd/system/app.service", "[Service]\nExecStart=/bin/true\n");
  facts = collect_host_facts(root.path(), Depth::thorough);
  CHECK(facts.at("environment.configured").value ==
        "/etc/profile.d/app.sh:2 OPENSSL_CONF=/opt/app.cnf; /etc/systemd/system/app.service.d/fips.conf:2 NSS_FIPS=0");
  CHECK_FALSE(collect_host_facts(root.path(), Depth::quick).at("environment.configured").value);
}
