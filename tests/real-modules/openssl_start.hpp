#pragma once

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/support/bytes.hpp"
#include "tests/support/real_module.hpp"

// What the tests of OpenSSL share: the real modules, and short ways to ask and to compare.
namespace fipsprobe::test {

inline constexpr const char* kAl2Openssl = "al2-openssl/libcrypto.so.10";
inline constexpr const char* kDebian12Openssl = "debian12-openssl/libcrypto.so.3";

inline std::string output_of(const Outcome& outcome) {
  INFO(outcome.reason);
  REQUIRE(outcome.kind == OutcomeKind::ok);
  REQUIRE(outcome.accepted);
  return to_hex(outcome.output);
}

inline void require_kind(const Outcome& outcome, OutcomeKind kind, const std::string& reason) {
  INFO(outcome.reason);
  REQUIRE(outcome.kind == kind);
  REQUIRE_THAT(outcome.reason, Catch::Matchers::ContainsSubstring(reason));
}

inline void require_rejected(const Outcome& outcome) {
  INFO(outcome.reason);
  REQUIRE(outcome.kind == OutcomeKind::ok);
  REQUIRE_FALSE(outcome.accepted);
  REQUIRE(outcome.output.empty());
}

// start_openssl_3 starts Debian 12's libcrypto; for FIPS mode with Debian 13's provider, which upstream supports across
// versions.
inline std::unique_ptr<Module> start_openssl_3(Mode mode) {
  const std::filesystem::path providers = modules_folder() / "debian13-openssl-fips/ossl-modules";
  if (mode == Mode::fips && !std::filesystem::exists(providers / "fips.so"))
    SKIP("no fips.so: run scripts/fetch-modules first");
  if (mode == Mode::fips) ::setenv("OPENSSL_MODULES", providers.c_str(), 1);
  return start_module("openssl", kDebian12Openssl, mode);
}

// start_al2_openssl starts Amazon Linux 2's libcrypto in FIPS mode.
inline std::unique_ptr<Module> start_al2_openssl() {
  skip_without_dlmopen();
  return start_module("openssl", kAl2Openssl, Mode::fips);
}

}  // namespace fipsprobe::test
