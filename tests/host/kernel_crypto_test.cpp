#include "harness/host/kernel_crypto.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/model/errors.hpp"
#include "tests/host/fake_root.hpp"

using namespace fipsprobe;
using Catch::Matchers::EndsWith;
using Catch::Matchers::MessageMatches;
using fipsprobe::test::FakeRoot;

namespace {

void check_rejected(std::string_view text, const std::string& message) {
  const FakeRoot root;
  root.write("/proc/crypto", text);
  CHECK_THROWS_MATCHES(read_kernel_algorithms(root.path()), InputError, MessageMatches(EndsWith(message)));
}

}  // namespace

TEST_CASE("Stanzas of /proc/crypto become algorithms, in order") {
  const FakeRoot root;
  root.write("/proc/crypto",
             "name         : cbc(aes)\ndriver       : cbc-aes-aesni\nmodule       : aesni_intel\npriority     : 400\n"
             "refcnt       : 1\nselftest     : passed\ninternal     : no\ntype         : skcipher\n\n"
             "name         : md5\ndriver       : md5-generic\nmodule       : md5\npriority     : 0\nselftest     : unknown\n"
             "internal     : yes\ntype         : shash\nfips         : no\n\n");
  const auto algorithms = read_kernel_algorithms(root.path());
  REQUIRE(algorithms.size() == 2);
  CHECK(algorithms[0].name == "cbc(aes)");
  CHECK(algorithms[0].driver == "cbc-aes-aesni");
  CHECK(algorithms[0].module == "aesni_intel");
  CHECK(algorithms[0].priority == 400);
  CHECK(algorithms[0].self_test == "passed");
  CHECK(algorithms[0].type == "skcipher");
  CHECK_FALSE(algorithms[0].fips.has_value());
  CHECK(algorithms[1].self_test == "unknown");
  CHECK(algorithms[1].fips == false);
  CHECK(algorithms[0].internal == false);
  CHECK(algorithms[1].internal == true);
}

TEST_CASE("A kernel without /proc/crypto has no algorithms") {
  const FakeRoot root;
  CHECK(read_kernel_algorithms(root.path()).empty());
}

TEST_CASE("A /proc/crypto that is not of its form is named with its line") {
  check_rejected("name : aes\nno colon here\n", "/proc/crypto:2: a line has no colon");
  check_rejected("driver : aes-generic\n", "/proc/crypto:1: a stanza does not start with its name");
  check_rejected("name : aes\npriority : many\n", "/proc/crypto:2: a priority is no number");
  check_rejected("name : " + std::string(5000, 'a') + "\n", "/proc/crypto:1: a line is longer than 4096 bytes");
}

TEST_CASE("A /proc/crypto without end is not read") {
  std::string stanzas;
  for (int at = 0; at <= 10'000; ++at) stanzas += "name : a\n\n";
  check_rejected(stanzas, "/proc/crypto:20001: more than 10000 stanzas");
  check_rejected(std::string((8U << 20U) + 1, '\n'), "/proc/crypto: File too large");
}

TEST_CASE("This kernel's own /proc/crypto can be read") {
  if (!std::filesystem::exists("/proc/crypto")) SKIP("this kernel has no /proc/crypto");
  const auto algorithms = read_kernel_algorithms();
  REQUIRE_FALSE(algorithms.empty());
  for (const auto& algorithm : algorithms) {
    CHECK_FALSE(algorithm.name.empty());
    CHECK_FALSE(algorithm.driver.empty());
  }
}
