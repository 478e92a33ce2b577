#include "harness/compare/selector.hpp"

#include <catch2/catch_test_macros.hpp>

#include "harness/model/errors.hpp"
#include "tests/compare/sample_sides.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

TEST_CASE("a selector names a family, a part of a module and a mode, each of which may be left out") {
  const Selector all = selector_from("openssl/1.0.2k:fips");
  CHECK(all.family == "openssl");
  CHECK(all.part == "1.0.2k");
  CHECK(all.mode == Mode::fips);
  CHECK(selector_from("nss").family == "nss");
  CHECK(selector_from("nss").part.empty());
  CHECK_FALSE(selector_from("nss").mode.has_value());
  CHECK(selector_from(":contrast").mode == Mode::contrast);
  CHECK(selector_from(":contrast").family.empty());
  CHECK(selector_from("openssl//usr/lib64/libcrypto.so.10").part == "/usr/lib64/libcrypto.so.10");
  CHECK(selector_from("").empty());
  for (const char* const word : {"openssl/1.0.2k:fips", "nss", ":contrast", "/libcrypto.so.3", "kernel:acceleration_off"}) {
    CHECK(text_of(selector_from(word)) == word);
  }
}

TEST_CASE("a mode that there is not is wrong usage") {
  CHECK_THROWS_AS(selector_from("openssl:fast"), UsageError);
  CHECK_THROWS_AS(selector_from("openssl:"), UsageError);
}

TEST_CASE("a part is looked for in version, file, soname and package") {
  ModuleEvidence module = measured_module("openssl", "libcrypto.so.10", "OpenSSL 1.0.2k-fips", {run_at_speed(Mode::fips, 1)});
  module.identity.package = "rpm openssl-libs-1.0.2k-24.amzn2.0.14.x86_64";
  for (const char* const word : {"", "openssl", "openssl/1.0.2k", "/libcrypto.so.10", "/amzn2.0.14", "/lib/", ":fips"}) {
    INFO(word);
    CHECK(chooses(selector_from(word), module, module.runs[0]));
  }
  for (const char* const word : {"nss", "openssl/3.0", ":contrast"}) {
    INFO(word);
    CHECK_FALSE(chooses(selector_from(word), module, module.runs[0]));
  }
}
