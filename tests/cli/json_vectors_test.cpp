#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <string>
#include <vector>

#include "tests/support/packed_file.hpp"
#include "tests/support/program.hpp"

using namespace fipsprobe::test;
using Catch::Matchers::ContainsSubstring;

namespace {

// FIPS 197 Appendix C.1.
constexpr const char* kQuestions = R"({"vsId": 1, "algorithm": "ACVP-AES-ECB", "revision": "1.0", "testGroups": [
  {"tgId": 1, "testType": "AFT", "direction": "encrypt", "keyLen": 128, "tests": [
    {"tcId": 1, "key": "000102030405060708090A0B0C0D0E0F", "pt": "00112233445566778899AABBCCDDEEFF"}]}]})";
constexpr const char* kAnswers = R"({"vsId": 1, "algorithm": "ACVP-AES-ECB", "revision": "1.0", "testGroups": [
  {"tgId": 1, "tests": [{"tcId": 1, "ct": "69C4E0D86A7B0430D8CDB78070B4C55A"}]}]})";
// RFC 4231 §4.3.
constexpr const char* kWycheproof = R"({"algorithm": "HMACSHA256", "schema": "mac_test_schema_v1.json", "numberOfTests": 2,
 "testGroups": [{"type": "MacTest", "keySize": 32, "tagSize": 256, "tests": [
  {"tcId": 1, "comment": "", "flags": [], "key": "4a656665", "msg": "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
   "tag": "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", "result": "valid"},
  {"tcId": 2, "comment": "", "flags": [], "key": "4a656665", "msg": "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
   "tag": "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3842", "result": "invalid"}]}]})";

ProgramResult kat(const std::string& vectors) {
  return run_fipsprobe({"kat", "-q", "--vectors", vectors, "--modules", "openssl", "--mode", "contrast"});
}

void write_good(const TemporaryFolder& folder) {
  folder.write("good/prompt.json", kQuestions);
  folder.write("good/expectedResults.json", kAnswers);
  folder.write("hmac_sha256_test.json", kWycheproof);
}

}  // namespace

TEST_CASE("ACVP and Wycheproof files are run on a module") {
  const TemporaryFolder folder;
  write_good(folder);
  const ProgramResult result = kat(folder.path().string());
  INFO(result.errors + result.output);
  if (result.exit_code == 3) SKIP("no OpenSSL here");
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.output, ContainsSubstring("good/prompt.json"));
  CHECK_THAT(result.output, ContainsSubstring("hmac_sha256_test.json"));
}

TEST_CASE("each bad JSON file is named with its place, the other files are run, and the exit code is 1") {
  struct Bad {
    const char* name;
    std::string content;
    std::string words;
  };
  const std::string questions = kQuestions;
  const std::string key = "000102030405060708090A0B0C0D0E0F";
  const auto replaced = [&](const std::string& from, const std::string& to) {
    std::string text = questions;
    return text.replace(text.find(from), from.size(), to);
  };
  const std::string test = questions.substr(questions.find("{\"tcId\""), questions.find("]}]}") - questions.find("{\"tcId\""));
  const std::vector<Bad> bads = {
      {"cut", questions.substr(0, questions.size() - 9), ":3: cut off: the JSON text does not end"},
      {"short", replaced(key, "0001"), ":3: testGroups[0].tests[0].key: 2 bytes, where 16 are needed"},
      {"odd", replaced(key, "000"), ":3: testGroups[0].tests[0].key: an odd number of hexadecimal digits"},
      {"type", replaced('"' + key + '"', "[1]"), ":3: testGroups[0].tests[0].key: must be a string of hexadecimal digits"},
      {"twice", replaced(test, test + ",\n" + test), ":4: testGroups[0].tests[1].tcId: 1 is there twice"},
      {"more", replaced(test, test + ", {\"tcId\": 2}"), "a question without an answer"},
      {"fewer", replaced("\"tcId\": 1", "\"tcId\": 2"), "a question without an answer"},
      {"deep", "{\"vsId\": " + std::string(100000, '['), ":1: nested deeper than 32 levels"},
  };
  const TemporaryFolder folder;
  write_good(folder);
  for (const Bad& bad : bads) {
    folder.write(std::string(bad.name) + "/prompt.json", bad.content);
    folder.write(std::string(bad.name) + "/expectedResults.json", kAnswers);
  }
  folder.write("alone/expectedResults.json", kAnswers);
  write_repeated(folder.path() / "long.json.gz", R"({"vsId": 1, "algorithm": ")", std::string(std::size_t{1} << 20U, 'A'),
                 1024);
  const ProgramResult result = kat(folder.path().string());
  INFO(result.errors + result.output);
  CHECK(result.exit_code == 1);
  for (const Bad& bad : bads) {
    CHECK_THAT(result.errors, ContainsSubstring(std::string(bad.name) + "/prompt.json"));
    CHECK_THAT(result.errors, ContainsSubstring(bad.words));
  }
  CHECK_THAT(result.errors, ContainsSubstring("alone/expectedResults.json: answers without questions"));
  CHECK_THAT(result.errors, ContainsSubstring("long.json.gz:1: a string of more than 16 MiB"));
  CHECK_THAT(result.output, ContainsSubstring("good/prompt.json"));
}
