#include <fmt/format.h>

#include <catch2/catch_test_macros.hpp>

#include "harness/model/errors.hpp"
#include "tests/support/program.hpp"
#include "tests/vectors/vector_text.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

std::string set_of(const std::string& header, const std::string& groups) {
  return fmt::format("{{\"vsId\": 1, {},\n \"testGroups\": [{}]}}", header, groups);
}

std::string group_of(const std::string& members, const std::string& tests, int number = 1) {
  return fmt::format("{{\"tgId\": {}{}{},\n  \"tests\": [{}]}}", number, members.empty() ? "" : ", ", members, tests);
}

// Pair is a folder with questions and answers.
class Pair {
 public:
  Pair(const std::string& questions, const std::string& answers) {
    prompt_ = folder_.write("set/prompt.json", questions);
    folder_.write("set/expectedResults.json", answers);
  }

  std::vector<Case> cases() const { return cases_in({"set/prompt.json", prompt_}); }

  // error returns the error's text without the folder.
  std::string error() const {
    try {
      cases();
    } catch (const InputError& error) {
      std::string text = error.what();
      const std::string folder = folder_.path().string() + "/set/";
      for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder)) text.erase(at, folder.size());
      return text;
    }
    return {};
  }

  const TemporaryFolder& folder() const { return folder_; }

 private:
  TemporaryFolder folder_;
  std::string prompt_;
};

// pair_of has one group with its questions, and the answers to them.
Pair pair_of(const std::string& header, const std::string& members, const std::string& questions, const std::string& answers) {
  return {set_of(header, group_of("\"testType\": " + members, questions)), set_of(header, group_of("", answers))};
}

std::vector<Case> cases_of(const std::string& header, const std::string& members, const std::string& questions,
                           const std::string& answers) {
  return pair_of(header, members, questions, answers).cases();
}

template <class T>
const T& as(const Case& read) {
  INFO(describe(read.operation));
  REQUIRE(std::holds_alternative<T>(read.operation));
  return std::get<T>(read.operation);
}

std::string reason_of(const std::vector<Case>& cases) {
  REQUIRE(cases.size() == 1);
  return as<UntestableOperation>(cases.front()).reason;
}

// FIPS 197 Appendix C.1.
constexpr const char* kAesQuestion = R"({"tcId": 1, "key": "000102030405060708090A0B0C0D0E0F",
    "pt": "00112233445566778899AABBCCDDEEFF"})";
constexpr const char* kAesAnswer = R"({"tcId": 1, "ct": "69C4E0D86A7B0430D8CDB78070B4C55A"})";
constexpr const char* kAes = R"("algorithm": "ACVP-AES-ECB", "revision": "1.0")";
constexpr const char* kAesGroup = R"("AFT", "direction": "encrypt", "keyLen": 128)";
constexpr const char* kSha1 = R"("algorithm": "SHA-1", "revision": "1.0")";

}  // namespace

TEST_CASE("a question and its answer in two ACVP files are one case") {
  const std::vector<Case> cases = cases_of(kAes, kAesGroup, kAesQuestion, kAesAnswer);
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].id == "tg 1 tc 1");
  CHECK(cases[0].line == 3);
  CHECK(describe(cases[0].operation) == "AES-128-ECB encrypt");
  CHECK(to_hex(as<CipherOperation>(cases[0]).input) == "00112233445566778899aabbccddeeff");
  CHECK(cases[0].expected.kind == Expected::Kind::output);
  CHECK(to_hex(cases[0].expected.output) == "69c4e0d86a7b0430d8cdb78070b4c55a");
}

TEST_CASE("a pair is one source by the name of its questions, and answers without questions are a source that fails") {
  const Pair pair = pair_of(kAes, kAesGroup, kAesQuestion, kAesAnswer);
  pair.folder().write("set/registration.json", R"({"algorithm": "ACVP-AES-ECB", "revision": "1.0", "direction": ["encrypt"]})");
  pair.folder().write("alone/expectedResults.json", set_of(kAes, group_of("", kAesAnswer)));
  const FoundSources found = sources_in(pair.folder().path());
  REQUIRE(found.sources.size() == 2);
  CHECK(found.sources[0].name == "alone/expectedResults.json");
  CHECK(found.sources[1].name == "set/prompt.json");
  CHECK(found.skipped == std::vector<std::string>{"set/registration.json"});
  CHECK(recognise(found.sources[1]).format == "ACVP");
  CHECK(recognise(found.sources[1]).algorithm == "ACVP-AES-ECB 1.0");
  CHECK_THROWS_AS(cases_in(found.sources[0]), InputError);
  CHECK_THROWS_AS(sources_in(pair.folder().path() / "set/expectedResults.json"), InputError);
  CHECK(sources_in(pair.folder().path() / "set/prompt.json").sources.size() == 1);
}

TEST_CASE("pairs in folders named vectors and expected are found") {
  const TemporaryFolder folder;
  const std::string questions =
      folder.write("vectors/AES", set_of(kAes, group_of("\"testType\": " + std::string(kAesGroup), kAesQuestion)));
  folder.write("expected/AES", set_of(kAes, group_of("", kAesAnswer)));
  const FoundSources found = sources_in(folder.path());
  REQUIRE(found.sources.size() == 1);
  CHECK(found.sources[0].name == "vectors/AES");
  CHECK(cases_in(found.sources[0]).size() == 1);
  const std::string alone = folder.write("vectors/CBC", content_of(questions));
  try {
    cases_in({"CBC", alone});
    FAIL("questions alone were read");
  } catch (const InputError& error) {
    CHECK(std::string(error.what()) ==
          alone + ": questions without answers: no file of answers (expectedResults.json) beside it");
  }
}

TEST_CASE("questions and answers may be in one file, and the set inside a list") {
  const std::string both = R"({"tcId": 1, "len": 24, "msg": "616263", "md": "A9993E364706816ABA3E25717850C26C9CD0D89D"})";
  const std::string set = set_of(kSha1, group_of(R"("testType": "AFT")", both));
  CHECK(cases_of_text("internalProjection.json", set).size() == 1);
  CHECK(cases_of_text("set.json", "[{\"acvVersion\": \"1.0\"},\n" + set + "]").size() == 1);
}

TEST_CASE("members of a group may follow its tests, and of a set its groups") {
  const std::string set = R"({"testGroups": [{"tests": [{"tcId": 1, "len": 24, "msg": "616263",
    "md": "a9993e364706816aba3e25717850c26c9cd0d89d"}], "testType": "AFT", "tgId": 4}], "vsId": 9, "algorithm": "SHA-1"})";
  const std::vector<Case> cases = cases_of_text("set.json", set);
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].id == "tg 4 tc 1");
  CHECK(cases[0].expected.output.size() == 20);
}

TEST_CASE("answers in another order find their questions") {
  const std::string questions = group_of(R"("testType": "AFT")", R"({"tcId": 1, "len": 0, "msg": ""},
    {"tcId": 2, "len": 24, "msg": "616263"})");
  const std::string answers = group_of("", R"({"tcId": 2, "md": "A9993E364706816ABA3E25717850C26C9CD0D89D"},
    {"tcId": 1, "md": "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"})");
  const std::vector<Case> cases = Pair(set_of(kSha1, questions), set_of(kSha1, answers)).cases();
  REQUIRE(cases.size() == 2);
  CHECK(to_hex(cases[0].expected.output) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  CHECK(to_hex(cases[1].expected.output) == "a9993e364706816aba3e25717850c26c9cd0d89d");
}

TEST_CASE("a question without an answer, and an answer without a question, are named") {
  const std::string second =
      R"({"tcId": 2, "key": "000102030405060708090A0B0C0D0E0F", "pt": "00112233445566778899AABBCCDDEEFF"})";
  CHECK(pair_of(kAes, kAesGroup, std::string(kAesQuestion) + ",\n" + second, kAesAnswer).error() ==
        "prompt.json:5: testGroups[0].tests[1].tcId: a question without an answer: expectedResults.json has no tgId 1, tcId 2");
  CHECK(pair_of(kAes, kAesGroup, kAesQuestion, std::string(kAesAnswer) + ",\n" + R"({"tcId": 9, "ct": ""})").error() ==
        "expectedResults.json:4: testGroups[0].tests[1].tcId: an answer without a question: tgId 1, tcId 9");
  const std::string unknown_group = set_of(kAes, group_of("", kAesAnswer) + "," + group_of("", R"({"tcId": 2})", 7));
  CHECK(Pair(set_of(kAes, group_of("\"testType\": " + std::string(kAesGroup), kAesQuestion)), unknown_group).error() ==
        "expectedResults.json:4: testGroups[1].tests[0].tcId: an answer without a question: tgId 7, tcId 2");
}

TEST_CASE("a file of questions alone, or of answers alone, says which are missing") {
  const std::string questions = set_of(kAes, group_of("\"testType\": " + std::string(kAesGroup), kAesQuestion));
  CHECK(error_of_text("prompt.json", questions) ==
        "prompt.json: questions without answers: no file of answers (expectedResults.json) beside it");
  CHECK(error_of_text("expectedResults.json", set_of(kAes, group_of("", kAesAnswer))) ==
        "expectedResults.json: answers without questions: no prompt.json beside the file");
  CHECK(error_of_text("other.json", questions) == "other.json:3: testGroups[0].tests[0].ct: is missing");
}

TEST_CASE("answers to another vector set are an error") {
  const Pair pair(
      set_of(kAes, group_of("\"testType\": " + std::string(kAesGroup), kAesQuestion)),
      R"({"vsId": 2, "testGroups": [{"tgId": 1, "tests": [{"tcId": 1, "ct": "69C4E0D86A7B0430D8CDB78070B4C55A"}]}]})");
  CHECK(pair.error() == "expectedResults.json: vsId: answers to another vector set than the questions, whose vsId is 1");
}

TEST_CASE("a number of a test or group that is there twice is an error") {
  CHECK(pair_of(kAes, kAesGroup, std::string(kAesQuestion) + "," + kAesQuestion, kAesAnswer).error() ==
        "prompt.json:4: testGroups[0].tests[1].tcId: 1 is there twice");
  CHECK(pair_of(kAes, kAesGroup, kAesQuestion, std::string(kAesAnswer) + "," + kAesAnswer).error() ==
        "expectedResults.json:3: testGroups[0].tests[1].tcId: 1 is there twice");
  const std::string group = group_of("\"testType\": " + std::string(kAesGroup), kAesQuestion);
  CHECK(Pair(set_of(kAes, group + "," + group), set_of(kAes, group_of("", kAesAnswer))).error() ==
        "prompt.json:4: testGroups[1].tgId: 1 is there twice");
}

TEST_CASE("values of a wrong type, length or digit are errors that name the member") {
  const auto error = [](const std::string& key, const std::string& text) {
    return pair_of(kAes, kAesGroup, fmt::format(R"({{"tcId": 1, "key": {}, "pt": {}}})", key, text), kAesAnswer).error();
  };
  const std::string key = "\"000102030405060708090A0B0C0D0E0F\"";
  const std::string text = "\"00112233445566778899AABBCCDDEEFF\"";
  CHECK(error("17", text) == "prompt.json:3: testGroups[0].tests[0].key: must be a string of hexadecimal digits");
  CHECK(error("\"0001\"", text) == "prompt.json:3: testGroups[0].tests[0].key: 2 bytes, where 16 are needed");
  CHECK(error(key, "\"001\"") == "prompt.json:3: testGroups[0].tests[0].pt: an odd number of hexadecimal digits");
  CHECK(error(key, "\"XY\"") == "prompt.json:3: testGroups[0].tests[0].pt: not hexadecimal");
  CHECK(error(key, "null") == "prompt.json:3: testGroups[0].tests[0].pt: is missing");
  CHECK(error(key, "\"00\"") == "expectedResults.json:3: testGroups[0].tests[0].ct: 16 bytes, where 1 are needed");
  CHECK(pair_of(kAes, R"("AFT", "direction": "sideways", "keyLen": 128)", kAesQuestion, kAesAnswer).error() ==
        "prompt.json:2: testGroups[0].direction: neither \"encrypt\" nor \"decrypt\"");
  CHECK(pair_of(kAes, R"("AFT", "direction": "encrypt", "keyLen": -1)", kAesQuestion, kAesAnswer).error() ==
        "prompt.json:2: testGroups[0].keyLen: must be a whole number, 0 or more");
}

TEST_CASE("each entry of a cipher's Monte Carlo test is a case of 1000 operations, 10000 of 3DES") {
  const std::string answer = R"({"tcId": 1, "resultsArray": [
    {"key": "000102030405060708090A0B0C0D0E0F", "pt": "00112233445566778899AABBCCDDEEFF", "ct": "00000000000000000000000000000001"},
    {"key": "000102030405060708090A0B0C0D0E0E", "pt": "00000000000000000000000000000001", "ct": "00000000000000000000000000000002"}]})";
  const std::vector<Case> cases = cases_of(kAes, R"("MCT", "direction": "encrypt", "keyLen": 128)", kAesQuestion, answer);
  REQUIRE(cases.size() == 2);
  CHECK(cases[1].id == "tg 1 tc 1 round 1");
  const auto& round = as<MonteCarloOperation>(cases[1]);
  CHECK(round.rule == MonteCarloOperation::Rule::cipher_chain);
  CHECK(round.iterations == 1000);
  CHECK(std::get<CipherOperation>(round.first).input.back() == 1);
  CHECK(cases[1].expected.output.back() == 2);

  const std::vector<Case> tdes = cases_of(
      R"("algorithm": "ACVP-TDES-CFB1", "revision": "1.0")", R"("MCT", "direction": "decrypt", "keyingOption": 1)",
      R"({"tcId": 1,
      "payloadLen": 1, "key1": "0123456789ABCDEF", "key2": "23456789ABCDEF01", "key3": "456789ABCDEF0123", "ct": "80",
      "iv": "0000000000000000"})",
      R"({"tcId": 1, "resultsArray": [{"key1": "0123456789ABCDEF", "key2": "23456789ABCDEF01", "key3": "456789ABCDEF0123",
      "ct": "80", "iv": "0000000000000000", "pt": "00"}]})");
  REQUIRE(tdes.size() == 1);
  CHECK(as<MonteCarloOperation>(tdes[0]).iterations == 10000);
  CHECK(std::get<CipherOperation>(as<MonteCarloOperation>(tdes[0]).first).bits == 1);
}

TEST_CASE("a hash's Monte Carlo round begins with the digest of the round before") {
  const std::string answer = R"({"tcId": 1, "resultsArray": [{"md": "A9993E364706816ABA3E25717850C26C9CD0D89D"},
    {"md": "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"}]})";
  const std::string question = R"({"tcId": 1, "len": 24, "msg": "616263"})";
  const std::vector<Case> standard = cases_of(kSha1, R"("MCT")", question, answer);
  REQUIRE(standard.size() == 2);
  CHECK(as<MonteCarloOperation>(standard[0]).rule == MonteCarloOperation::Rule::digest_three);
  CHECK(to_hex(std::get<DigestOperation>(as<MonteCarloOperation>(standard[1]).first).message) ==
        "a9993e364706816aba3e25717850c26c9cd0d89d");
  const std::vector<Case> alternate = cases_of(kSha1, R"("MCT", "mctVersion": "alternate")", question, answer);
  CHECK(as<MonteCarloOperation>(alternate[1]).rule == MonteCarloOperation::Rule::digest_three_cut);
  CHECK(as<MonteCarloOperation>(alternate[1]).message_size == 3);
}

TEST_CASE("a SHAKE Monte Carlo round has the output length that the round before ends with") {
  const std::vector<Case> cases = cases_of(
      R"("algorithm": "SHAKE-128", "revision": "1.0")", R"("MCT", "minOutLen": 128, "maxOutLen": 1120)",
      R"({"tcId": 1, "len": 128, "msg": "00000000000000000000000000000000"})",
      R"({"tcId": 1, "resultsArray": [{"md": "000102030405060708090A0B0C0D0102", "outLen": 128}, {"md": "AABB", "outLen": 16}]})");
  REQUIRE(cases.size() == 2);
  CHECK(as<MonteCarloOperation>(cases[0]).rule == MonteCarloOperation::Rule::xof_chain);
  CHECK(std::get<DigestOperation>(as<MonteCarloOperation>(cases[0]).first).output_length == 140);
  // 0x0102 = 258; 16 + 258 mod 125 = 24.
  CHECK(std::get<DigestOperation>(as<MonteCarloOperation>(cases[1]).first).output_length == 24);
}

TEST_CASE("a large hash message is its content and its whole length") {
  const std::vector<Case> cases =
      cases_of(kSha1, R"("LDT")",
               R"({"tcId": 1, "largeMsg": {"content": "0102030405060708", "contentLength": 64, "fullLength": 8589934592,
      "expansionTechnique": "repeating"}})",
               R"({"tcId": 1, "md": "A9993E364706816ABA3E25717850C26C9CD0D89D"})");
  CHECK(as<DigestOperation>(cases[0]).total_length == 1073741824);
  CHECK(as<DigestOperation>(cases[0]).message.size() == 8);
}

TEST_CASE("a message that ends inside a byte keeps its bits where an operation has them, and is untestable elsewhere") {
  const std::vector<Case> hash = cases_of(kSha1, R"("AFT")", R"({"tcId": 1, "len": 5, "msg": "98"})",
                                          R"({"tcId": 1, "md": "29826B003B906E660EFF4027CE98AF3531AC75BA"})");
  CHECK(as<DigestOperation>(hash[0]).bits == 5);
  CHECK(reason_of(cases_of(R"("algorithm": "ACVP-AES-CTR")", R"("AFT", "direction": "encrypt", "keyLen": 128)",
                           R"({"tcId": 1, "key": "000102030405060708090A0B0C0D0E0F", "payloadLen": 3, "pt": "A0"})",
                           R"({"tcId": 1, "iv": "00000000000000000000000000000001", "ct": "20"})")) ==
        "a message that ends inside a byte");
}

TEST_CASE("an initialization vector that the module chose is read from the answer") {
  const std::vector<Case> cases =
      cases_of(R"("algorithm": "ACVP-AES-CTR")", R"("AFT", "direction": "encrypt", "keyLen": 128)",
               R"({"tcId": 1, "key": "000102030405060708090A0B0C0D0E0F", "payloadLen": 8, "pt": "A0"})",
               R"({"tcId": 1, "iv": "00000000000000000000000000000001", "ct": "20"})");
  CHECK(as<CipherOperation>(cases[0]).iv.back() == 1);
}

TEST_CASE("GCM and CCM decryption is accepted with its plaintext, or rejected") {
  const std::string gcm = R"("algorithm": "ACVP-AES-GCM", "revision": "1.0")";
  const std::string group =
      R"("AFT", "direction": "decrypt", "keyLen": 128, "ivLen": 96, "payloadLen": 16, "aadLen": 0, "tagLen": 32)";
  const std::string question =
      R"({"tcId": 1, "key": "000102030405060708090A0B0C0D0E0F", "iv": "000000000000000000000000", "aad": "",
      "ct": "AABB", "tag": "01020304"})";
  const std::vector<Case> good = cases_of(gcm, group, question, R"({"tcId": 1, "pt": "CCDD"})");
  CHECK(good[0].expected.kind == Expected::Kind::accepted);
  CHECK(to_hex(good[0].expected.output) == "ccdd");
  CHECK(cases_of(gcm, group, question, R"({"tcId": 1, "testPassed": false})")[0].expected.kind == Expected::Kind::rejected);

  const std::vector<Case> ccm = cases_of(R"("algorithm": "ACVP-AES-CCM", "revision": "1.0")", group, R"({"tcId": 1,
      "key": "000102030405060708090A0B0C0D0E0F", "iv": "000000000000000000000000", "aad": "", "ct": "AABB01020304"})",
                                         R"({"tcId": 1, "pt": "CCDD"})");
  CHECK(to_hex(as<AeadOperation>(ccm[0]).input) == "aabb");
  CHECK(to_hex(as<AeadOperation>(ccm[0]).tag) == "01020304");
}

TEST_CASE("the data units of an XTS test are cases of their own, whose tweaks count up") {
  const std::string units = std::string(64, '0');
  const std::vector<Case> cases = cases_of(
      R"("algorithm": "ACVP-AES-XTS", "revision": "2.0")",
      R"("AFT", "direction": "encrypt", "keyLen": 128, "tweakMode": "number")",
      fmt::format(R"({{"tcId": 1, "key": "{}", "dataUnitLen": 128, "payloadLen": 256, "pt": "{}", "sequenceNumber": 255}})",
                  units, units),
      fmt::format(R"({{"tcId": 1, "ct": "{}"}})", units));
  REQUIRE(cases.size() == 2);
  CHECK(cases[1].id == "tg 1 tc 1 data unit 1");
  CHECK(to_hex(as<CipherOperation>(cases[0]).iv) == "ff000000000000000000000000000000");
  CHECK(to_hex(as<CipherOperation>(cases[1]).iv) == "00010000000000000000000000000000");
}

TEST_CASE("a MAC to verify must be the module's own, or differ from it") {
  const std::string question = R"({"tcId": 1, "key": "2B7E151628AED2A6ABF7158809CF4F3C", "message": "", "mac": "BB1D6929"})";
  const auto kind = [&](const char* passed) {
    return cases_of(R"("algorithm": "CMAC-AES", "revision": "1.0")",
                    R"("AFT", "direction": "ver", "keyLen": 128, "msgLen": 0, "macLen": 32)", question,
                    fmt::format(R"({{"tcId": 1, "testPassed": {}}})", passed))[0]
        .expected.kind;
  };
  CHECK(kind("true") == Expected::Kind::output);
  CHECK(kind("false") == Expected::Kind::differs);
}

TEST_CASE("a signature to make needs a fresh key, and its case is that it verifies") {
  const std::vector<Case> cases = cases_of(R"("algorithm": "ECDSA", "mode": "sigGen", "revision": "1.0")",
                                           R"("AFT", "curve": "P-256", "hashAlg": "SHA2-256", "componentTest": false)",
                                           R"({"tcId": 1, "message": "616263"})", R"({"tcId": 1, "r": "01", "s": "02"})");
  CHECK(as<KeyGenerationOperation>(cases[0]).curve == Curve::p256);
  CHECK(cases[0].expected.kind == Expected::Kind::verifies);
  CHECK(reason_of(cases_of(R"("algorithm": "ECDSA", "mode": "sigGen")",
                           R"("AFT", "curve": "P-256", "hashAlg": "SHA2-256", "componentTest": true)",
                           R"({"tcId": 1, "message": "616263"})", R"({"tcId": 1, "r": "01", "s": "02"})")) ==
        "a signature of a given hash value");
}

TEST_CASE("a signature with SHAKE is untestable") {
  CHECK(reason_of(cases_of(R"("algorithm": "ECDSA", "mode": "sigGen")", R"("AFT", "curve": "P-256", "hashAlg": "SHAKE-128")",
                           R"({"tcId": 1, "message": "616263"})", R"({"tcId": 1, "r": "01", "s": "02"})")) ==
        "a signature with SHAKE128 as its hash");
}

TEST_CASE("r and s of a signature are as long as the group's order, or both as long as the longer one") {
  const auto signature = [](const char* r) {
    return to_hex(as<VerifyOperation>(
                      cases_of(R"("algorithm": "ECDSA", "mode": "sigVer")", R"("AFT", "curve": "P-192", "hashAlg": "SHA-1")",
                               fmt::format(R"({{"tcId": 1, "message": "", "qx": "01", "qy": "02", "r": "{}", "s": "03"}})", r),
                               R"({"tcId": 1, "testPassed": false})")[0])
                      .signature);
  };
  CHECK(signature("0001") == std::string(46, '0') + "01" + std::string(46, '0') + "03");
  CHECK(signature(("01" + std::string(48, '0')).c_str()) == "01" + std::string(48, '0') + std::string(48, '0') + "03");
}

TEST_CASE("a primitive of RSA takes numbers below the modulus, and what SP 800-56B refuses besides is untestable") {
  const std::string header = R"("algorithm": "RSA", "mode": "decryptionPrimitive", "revision": "Sp800-56Br2")";
  const auto cases = [&](const char* ct, const char* answer) {
    return cases_of(header, R"("AFT", "modulo": 16)",
                    fmt::format(R"({{"tcId": 1, "n": "C001", "e": "03", "d": "05", "ct": "{}"}})", ct), answer);
  };
  const std::vector<Case> good = cases("0007", R"({"tcId": 1, "testPassed": true, "pt": "09"})");
  CHECK(to_hex(as<RsaDecryptOperation>(good[0]).ciphertext) == "0007");
  CHECK(to_hex(good[0].expected.output) == "0009");
  CHECK(cases("C002", R"({"tcId": 1, "testPassed": false})")[0].expected.kind == Expected::Kind::rejected);
  CHECK(reason_of(cases("C000", R"({"tcId": 1, "testPassed": false})")).starts_with("a ciphertext that RFC 8017 takes"));
  CHECK(reason_of(cases("0001", R"({"tcId": 1, "testPassed": false})")).starts_with("a ciphertext that RFC 8017 takes"));
}

TEST_CASE("a shared secret of two parts is two cases, and which keys meet depends on the role") {
  const std::string question =
      R"({"tcId": 1, "staticPrivateIut": "11", "ephemeralPublicServerX": "01", "ephemeralPublicServerY": "02",
      "staticPublicServerX": "03", "staticPublicServerY": "04", "ephemeralPrivateIut": "12", "z": "AABB"})";
  const auto cases = [&](const char* scheme, const char* role, const char* passed) {
    return cases_of(
        R"("algorithm": "KAS-ECC-SSC", "revision": "Sp800-56Ar3")",
        fmt::format(R"("VAL", "domainParameterGenerationMode": "P-256", "scheme": "{}", "kasRole": "{}")", scheme, role),
        question, fmt::format(R"({{"tcId": 1, "testPassed": {}}})", passed));
  };
  const std::vector<Case> one = cases("onePassDh", "responder", "true");
  REQUIRE(one.size() == 1);
  CHECK(as<EcdhOperation>(one[0]).key.d.back() == 0x11);
  CHECK(as<EcdhOperation>(one[0]).peer.x.back() == 1);
  const std::vector<Case> two = cases("onePassUnified", "initiator", "true");
  REQUIRE(two.size() == 2);
  CHECK(two[0].id == "tg 1 tc 1 Ze");
  CHECK(as<EcdhOperation>(two[0]).key.d.back() == 0x12);
  CHECK(as<EcdhOperation>(two[0]).peer.x.back() == 3);
  CHECK(to_hex(two[1].expected.output) == "bb");
  CHECK_THROWS_AS(
      cases_of(R"("algorithm": "KAS-ECC-SSC")", R"("VAL", "domainParameterGenerationMode": "P-256", "scheme": "staticUnified",
      "kasRole": "initiator")",
               question, R"({"tcId": 1})"),
      InputError);  // no verdict
  CHECK(cases("staticUnified", "initiator", "false")[0].expected.kind == Expected::Kind::differs);
  CHECK(reason_of(cases("fullMqv", "initiator", "true")) == "no operation for key agreement scheme fullMqv");
}

TEST_CASE("the named groups of Diffie-Hellman are there") {
  for (const char* const name : {"ffdhe2048", "ffdhe8192", "MODP-2048", "MODP-8192"}) {
    const std::vector<Case> cases =
        cases_of(R"("algorithm": "safePrimes", "mode": "keyVer")", fmt::format(R"("AFT", "safePrimeGroup": "{}")", name),
                 R"({"tcId": 1, "x": "02", "y": "04"})", R"({"tcId": 1, "testPassed": true})");
    const auto& agreement = as<FfdhOperation>(cases[0]);
    CHECK(significant_bits(agreement.key.p) == (std::string(name).ends_with("2048") ? 2048U : 8192U));
    CHECK(significant_bits(agreement.key.q) == significant_bits(agreement.key.p) - 1);
    CHECK(cases[0].expected.output.size() == agreement.key.p.size());
  }
}

TEST_CASE("a DRBG's calls keep their order, and the output is that of the last one") {
  const std::vector<Case> cases = cases_of(
      R"("algorithm": "ctrDRBG", "revision": "1.0")",
      R"("AFT", "derFunc": true, "predResistance": false, "entropyInputLen": 8, "nonceLen": 0, "persoStringLen": 0, "returnedBitsLen": 16,
      "mode": "AES-192")",
      R"({"tcId": 1, "entropyInput": "01", "nonce": "", "persoString": "", "otherInput": [
      {"intendedUse": "reSeed", "additionalInput": "02", "entropyInput": "03"},
      {"intendedUse": "generate", "additionalInput": "04", "entropyInput": ""},
      {"intendedUse": "generate", "additionalInput": "05", "entropyInput": ""}]})",
      R"({"tcId": 1, "returnedBits": "AABB"})");
  const auto& drbg = as<DrbgOperation>(cases[0]);
  REQUIRE(drbg.steps.size() == 3);
  CHECK(drbg.steps[0].kind == DrbgStep::Kind::reseed);
  CHECK(to_hex(drbg.steps[0].entropy) == "03");
  CHECK(to_hex(drbg.steps[2].additional) == "05");
  CHECK(drbg.key_size == 24);
  CHECK(drbg.output_length == 2);
}

TEST_CASE("each value that a key derivation test asks for is a case") {
  const std::string zeros48(96, '0');
  const std::vector<Case> tls =
      cases_of(R"("algorithm": "TLS-v1.2", "mode": "KDF", "revision": "RFC7627")",
               R"("AFT", "hashAlg": "SHA2-256", "keyBlockLength": 16, "preMasterSecretLength": 8)",
               R"({"tcId": 1, "preMasterSecret": "01", "sessionHash": "02", "clientRandom": "03", "serverRandom": "04"})",
               fmt::format(R"({{"tcId": 1, "masterSecret": "{}", "keyBlock": "AABB"}})", zeros48));
  REQUIRE(tls.size() == 2);
  CHECK(tls[0].id == "tg 1 tc 1 master secret");
  const auto& master = std::get<TlsPrfParameters>(as<KdfOperation>(tls[0]).parameters);
  CHECK(master.label == "extended master secret");
  const auto& keys = std::get<TlsPrfParameters>(as<KdfOperation>(tls[1]).parameters);
  CHECK(to_hex(keys.seed) == "0403");

  const std::vector<Case> ssh = cases_of(
      R"("algorithm": "kdf-components", "mode": "ssh")", R"("AFT", "hashAlg": "SHA-1", "cipher": "AES-128")",
      R"({"tcId": 1, "k": "0000000101", "h": "02", "sessionId": "03"})",
      R"({"tcId": 1, "initialIvClient": "0A", "initialIvServer": "0B", "encryptionKeyClient": "0C", "encryptionKeyServer": "0D",
      "integrityKeyClient": "0E", "integrityKeyServer": "0F"})");
  REQUIRE(ssh.size() == 6);
  CHECK(std::get<SshKdfParameters>(as<KdfOperation>(ssh[4]).parameters).letter == 'E');
  CHECK(to_hex(ssh[4].expected.output) == "0e");

  const std::string hash = std::string(40, '1');
  const std::string ike1_answer =
      fmt::format(R"({{"tcId": 1, "sKeyId": "{0}", "sKeyIdD": "{0}", "sKeyIdA": "{0}", "sKeyIdE": "{0}"}})", hash);
  const auto ike1 = [&](const char* method) {
    return cases_of(
        R"("algorithm": "kdf-components", "mode": "IKEv1")",
        fmt::format(R"("AFT", "hashAlg": "SHA-1", "authenticationMethod": "{}")", method),
        R"({"tcId": 1, "nInit": "01", "nResp": "02", "ckyInit": "03", "ckyResp": "04", "gxy": "05", "preSharedKey": "06"})",
        ike1_answer);
  };
  REQUIRE(ike1("psk").size() == 4);
  CHECK(std::get<IkeParameters>(as<KdfOperation>(ike1("psk")[0]).parameters).step == IkeParameters::Step::v1_skeyid_psk);
  CHECK(std::get<IkeParameters>(as<KdfOperation>(ike1("dsa")[3]).parameters).step == IkeParameters::Step::v1_skeyid_e);
  CHECK(std::holds_alternative<UntestableOperation>(ike1("pke")[0].operation));

  const std::vector<Case> ike2 = cases_of(
      R"("algorithm": "kdf-components", "mode": "ikev2")",
      R"("AFT", "hashAlg": "SHA-1", "derivedKeyingMaterialLength": 176, "derivedKeyingMaterialChildLength": 8)",
      R"({"tcId": 1, "nInit": "01", "nResp": "02", "gir": "03", "girNew": "04", "spiInit": "05", "spiResp": "06"})",
      fmt::format(R"({{"tcId": 1, "sKeySeed": "{0}", "derivedKeyingMaterial": "{0}2222", "derivedKeyingMaterialChild": "0A",
      "derivedKeyingMaterialDh": "0B", "sKeySeedReKey": "{0}"}})",
                  hash));
  REQUIRE(ike2.size() == 5);
  CHECK(to_hex(std::get<IkeParameters>(as<KdfOperation>(ike2[2]).parameters).key) == hash);
}

TEST_CASE("fixed data of a KBKDF is cut where the counter goes in") {
  const auto kbkdf = [](int at) {
    return cases_of(R"("algorithm": "KDF", "revision": "1.0")",
                    R"("AFT", "kdfMode": "counter", "macMode": "CMAC-AES128", "counterLength": 8,
      "counterLocation": "middle fixed data", "keyOutLength": 8)",
                    R"({"tcId": 1, "keyIn": "000102030405060708090A0B0C0D0E0F"})",
                    fmt::format(R"({{"tcId": 1, "fixedData": "AABBCC", "breakLocation": {}, "keyOut": "00"}})", at));
  };
  const auto cases = kbkdf(16);
  const auto& parameters = std::get<KbkdfParameters>(as<KdfOperation>(cases[0]).parameters);
  CHECK(to_hex(parameters.fixed_before) == "aabb");
  CHECK(to_hex(parameters.fixed_after) == "cc");
  CHECK(reason_of(kbkdf(9)) == "fixed data before a counter that ends inside a byte");
}

TEST_CASE("an ACVP algorithm that no operation expresses is untestable, and its file is read") {
  CHECK(reason_of(cases_of(R"("algorithm": "ML-KEM", "mode": "keyGen", "revision": "FIPS203")", R"("AFT")", R"({"tcId": 1})",
                           R"({"tcId": 1})")) == "no operation for ACVP algorithm ML-KEM keyGen");
  CHECK(reason_of(cases_of(R"("algorithm": "ACVP-AES-FF1", "revision": "1.0")", R"("AFT", "direction": "encrypt")",
                           R"({"tcId": 1})", R"({"tcId": 1})")) == "no operation for ACVP algorithm ACVP-AES-FF1");
}
