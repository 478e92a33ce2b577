#include "harness/host/linked_code.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "harness/host/library_search.hpp"
#include "tests/support/program.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;
using Catch::Matchers::StartsWith;

namespace {

std::string host_library(std::string_view soname) {
  const std::array wanted = {soname};
  const auto found = find_libraries("/", wanted);
  if (found.empty()) SKIP("there is no " << soname << " here");
  return found.front().path;
}

}  // namespace

TEST_CASE("OpenSSL's own code is found in its library by its version string") {
  const LinkedCode code = find_linked_code(host_library("libcrypto.so.3"));
  CHECK(code.family == "openssl");
  CHECK_THAT(code.text, StartsWith("OpenSSL 3."));
  CHECK(code.why_not.empty());
}

TEST_CASE("libgcrypt's own code is found in its library by its version string") {
  const LinkedCode code = find_linked_code(host_library("libgcrypt.so.20"));
  CHECK(code.family == "libgcrypt");
  CHECK_THAT(code.text, StartsWith("This is Libgcrypt 1."));
}

TEST_CASE("a program with OpenSSL linked in is told from one that only calls it") {
  const std::string linked = FIPSPROBE_TEST_PROGRAMS "/linked_crypto";
  if (!std::filesystem::exists(linked)) SKIP("libcrypto.a (libssl-dev) was not there when the tests were built");
  CHECK(find_linked_code(linked).family == "openssl");
  const LinkedCode plain = find_linked_code(FIPSPROBE_TEST_PROGRAMS "/holds_library");
  CHECK(plain.family.empty());
  CHECK(plain.only_named.empty());
}

TEST_CASE("the version string of a header alone is not OpenSSL's code") {
  const TemporaryFolder folder;
  const LinkedCode code =
      find_linked_code(folder.write("client", "ELF built with OpenSSL 1.0.2k-fips  26 Jan 2017 and no more"));
  CHECK(code.family.empty());
  CHECK(code.only_named == "OpenSSL 1.0.2k-fips  26 Jan 2017");
}

TEST_CASE("texts are found wherever they lie, also across the parts that a file is read in") {
  const TemporaryFolder folder;
  const std::size_t part = std::size_t{1} << 20U;
  for (const std::size_t before : {part - 130, part - 20, part - 1, part, 2 * part - 5}) {
    const std::string content = std::string(before, 'x') + "OpenSSL 1.1.1k  FIPS 25 Mar 2021" + std::string(before % 100, 'y') +
                                "crypto/evp/evp_enc.c" + std::string(200, 'z');
    const LinkedCode code = find_linked_code(folder.write("program", content));
    INFO(before);
    CHECK(code.family == "openssl");
    CHECK(code.text == "OpenSSL 1.1.1k  FIPS 25 Mar 2021");
  }
}

TEST_CASE("BoringSSL and other code with CRYPTOGAMS' assembly are told apart") {
  const TemporaryFolder folder;
  const std::string assembly = "AES for x86_64, CRYPTOGAMS by <appro@openssl.org>";
  CHECK(find_linked_code(folder.write("a", "BoringSSL" + assembly)).family == "boringssl");
  CHECK(find_linked_code(folder.write("b", assembly)).family == "cryptogams");
  CHECK(find_linked_code(folder.write("c", "BoringSSL")).family.empty());
  CHECK(find_linked_code(folder.write("d", "OpenSSL of the year 2017")).family.empty());
}

TEST_CASE("a file that cannot be read says why") {
  const TemporaryFolder folder;
  CHECK(find_linked_code(folder.path() / "nothing").why_not == "No such file or directory");
  CHECK(find_linked_code(folder.path()).why_not == "not a regular file");
  const std::string large = folder.write("large", "");
  std::filesystem::resize_file(large, kLargestScanned + 1);
  CHECK(find_linked_code(large).why_not == "larger than 1024 MiB");
}
