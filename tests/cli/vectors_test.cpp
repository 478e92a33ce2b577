#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/support/program.hpp"

using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

// The first two cases of CBCVarKey128.rsp's form.
constexpr const char* kGood =
    "# CAVS 11.1\n# Config info for aes_values\n# AESVS VarKey test data for CBC\n# State : Encrypt and Decrypt\n\n"
    "[ENCRYPT]\n\n"
    "COUNT = 0\nKEY = 80000000000000000000000000000000\nIV = 00000000000000000000000000000000\n"
    "PLAINTEXT = 00000000000000000000000000000000\nCIPHERTEXT = 0edd33d3c621e546455bd8ba1418bec8\n\n"
    "COUNT = 1\nKEY = c0000000000000000000000000000000\nIV = 00000000000000000000000000000000\n"
    "PLAINTEXT = 00000000000000000000000000000000\n";
constexpr const char* kRest = "CIPHERTEXT = 4bc3f883450c113c64ca42e1112a9e87\n";

}  // namespace

TEST_CASE("a vector file that is cut off is named with its line, and exit code 1") {
  const TemporaryFolder folder;
  const std::string file = folder.write("CBCVarKey128.rsp", kGood);
  const ProgramResult result = run_fipsprobe({"kat", "--vectors", file});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.errors, ContainsSubstring(file + ":1"));
  CHECK(result.output.empty());
}

TEST_CASE("a broken vector file loses no other file of its folder") {
  const TemporaryFolder folder;
  folder.write("broken/CBCVarKey128.rsp", kGood);
  folder.write("whole/CBCVarKey128.rsp", std::string(kGood) + kRest);
  const ProgramResult result =
      run_fipsprobe({"kat", "--vectors", folder.path().string(), "--modules", "openssl", "--mode", "contrast"});
  INFO(result.errors);
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.errors, ContainsSubstring("broken/CBCVarKey128.rsp:"));
  CHECK_THAT(result.output, ContainsSubstring("whole/CBCVarKey128.rsp"));
}

TEST_CASE("a folder that cannot be read is named, and exit code 1") {
  const TemporaryFolder folder;
  folder.write("open/CBCVarKey128.rsp", std::string(kGood) + kRest);
  const std::filesystem::path shut = folder.path() / "shut";
  std::filesystem::create_directory(shut);
  ::chmod(folder.path().c_str(), 0755);
  ::chmod(shut.c_str(), 0);
  std::vector<std::string> words = {FIPSPROBE_BINARY, "kat", "--vectors", folder.path().string()};
  if (::geteuid() == 0) words.insert(words.begin(), {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"});
  const ProgramResult result = run_program(words);
  ::chmod(shut.c_str(), 0700);
  if (result.exit_code == 127) SKIP("setpriv cannot be had");
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.errors, ContainsSubstring(shut.string()));
}

TEST_CASE("a vector file or folder that is not there is named, and exit code 1") {
  const ProgramResult result = run_fipsprobe({"kat", "--vectors", "/nowhere/vectors"});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.errors, ContainsSubstring("/nowhere/vectors"));
}
