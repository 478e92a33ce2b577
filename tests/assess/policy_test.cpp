#include "harness/assess/policy.hpp"

#include <catch2/catch_test_macros.hpp>

#include "harness/model/errors.hpp"

using namespace fipsprobe;

namespace {

std::string complaint_about(std::string_view text) {
  try {
    validated_builds_from_text(text, "builds.txt");
  } catch (const InputError& error) {
    return error.what();
  }
  return "no complaint";
}

}  // namespace

TEST_CASE("validated builds are read one a line, with an optional hash and comments") {
  const std::string hash(64, 'A');
  const auto builds = validated_builds_from_text(
      "# from the security policy\n\nopenssl-libs-1.0.2k-16.amzn2.0.3\r\n  libgcrypt-1.5.3-14.amzn2.0.2 " + hash + " # page 6",
      "builds.txt");
  REQUIRE(builds.size() == 2);
  CHECK(builds[0].nvr == "openssl-libs-1.0.2k-16.amzn2.0.3");
  CHECK(builds[0].sha256.empty());
  CHECK(builds[1].nvr == "libgcrypt-1.5.3-14.amzn2.0.2");
  CHECK(builds[1].sha256 == std::string(64, 'a'));
}

TEST_CASE("a line that is no build is refused with its number") {
  CHECK(complaint_about("a-1-1\nopenssl\n") == "builds.txt:2: \"openssl\" is not NAME-VERSION-RELEASE");
  CHECK(complaint_about("a-1-1 abcd") == "builds.txt:1: \"abcd\" is not a SHA-256 in hexadecimal");
  CHECK(complaint_about("a-1-1 " + std::string(64, '0') + " x") ==
        "builds.txt:1: expected \"NVR\" or \"NVR SHA256\", found a third word");
  CHECK(complaint_about("# nothing\n") == "builds.txt: names no build: write one NAME-VERSION-RELEASE a line");
}
