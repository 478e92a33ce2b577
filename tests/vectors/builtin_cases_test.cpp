#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>

#include "tests/vectors/vector_text.hpp"

// A handful of cases, compared with the text of their files by hand.
using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

const Case& with_id(const std::vector<Case>& cases, const std::string& id) {
  const auto found = std::ranges::find(cases, id, &Case::id);
  REQUIRE(found != cases.end());
  return *found;
}

std::size_t count_of(const std::vector<Case>& cases, Expected::Kind kind) {
  return static_cast<std::size_t>(std::ranges::count_if(cases, [&](const Case& c) { return c.expected.kind == kind; }));
}

}  // namespace

TEST_CASE("AES-CBC COUNT = 0 is read as the file has it") {
  const std::vector<Case> cases = cases_in(builtin("CBCMMT128.rsp"));
  const Case& read = cases.front();
  const auto& operation = std::get<CipherOperation>(read.operation);
  REQUIRE(read.id == "[ENCRYPT] COUNT = 0");
  REQUIRE(read.line == 10);
  REQUIRE(describe(read.operation) == "AES-128-CBC encrypt");
  REQUIRE(to_hex(operation.key) == "1f8e4973953f3fb0bd6b16662e9a3c17");
  REQUIRE(to_hex(operation.iv) == "2fe2b333ceda8f98f4a99b40d2cd34a8");
  REQUIRE(to_hex(operation.input) == "45cf12964fc824ab76616ae2f4bf0822");
  REQUIRE(to_hex(read.expected.output) == "0f61c4d44c5147c03c195ad7e2cc12b2");
}

TEST_CASE("CFB1 texts are packed bits") {
  const std::vector<Case> cases = cases_in(builtin("CFB1MMT128.rsp"));
  const Case& read = with_id(cases, "[ENCRYPT] COUNT = 3");
  const auto& operation = std::get<CipherOperation>(read.operation);
  REQUIRE(operation.mode == CipherMode::cfb1);
  REQUIRE(operation.bits == 4);
  REQUIRE(operation.input == Bytes{0xd0});                                                        // 1101
  REQUIRE(read.expected.output == Bytes{0x20});                                                   // 0010
  REQUIRE(std::get<CipherOperation>(with_id(cases, "[ENCRYPT] COUNT = 7").operation).bits == 0);  // eight bits: a whole byte
  REQUIRE(std::get<CipherOperation>(with_id(cases, "[ENCRYPT] COUNT = 8").operation).bits == 9);
}

TEST_CASE("a 3DES decryption takes the ciphertext as its input") {
  const std::vector<Case> cases = cases_in(builtin("TCBCMMT2.rsp"));
  const Case& read = with_id(cases, "[DECRYPT] COUNT = 0");
  const auto& operation = std::get<CipherOperation>(read.operation);
  REQUIRE(describe(read.operation) == "3DES-2key-CBC decrypt");
  REQUIRE(to_hex(operation.key) == "4ff47fda89209bda8c85f7fe801920074ff47fda89209bda");
  REQUIRE(to_hex(operation.input) == "7e154b28c353adef");
  REQUIRE(to_hex(read.expected.output) == "712b961ea9a1d0af");
}

TEST_CASE("KEYs of a 3DES file is all three keys") {
  const std::vector<Case> cases = cases_in(builtin("TECBvarkey.rsp"));
  REQUIRE(to_hex(std::get<CipherOperation>(cases.front().operation).key) == "800101010101010180010101010101018001010101010101");
  REQUIRE(to_hex(cases.front().expected.output) == "95a8d72813daa94d");
}

TEST_CASE("GCM decryption cases are accepted or, with FAIL, rejected") {
  const std::vector<Case> cases = cases_in(builtin("gcmDecrypt128.rsp"));
  const std::string section = "[Keylen = 128] [IVlen = 96] [PTlen = 0] [AADlen = 0] [Taglen = 128] ";
  REQUIRE(cases[0].id == section + "Count = 0");
  REQUIRE(cases[0].expected.kind == Expected::Kind::accepted);
  REQUIRE(cases[1].expected.kind == Expected::Kind::rejected);
  const auto& operation = std::get<AeadOperation>(cases[1].operation);
  REQUIRE(to_hex(operation.tag) == "a2be08210d8c470a8df6e8fbd79ec5cf");
  REQUIRE(operation.tag_length == 16);
  REQUIRE(to_hex(operation.nonce) == "907763b19b9b4ab6bd4f0281");
}

TEST_CASE("GCM encryption expects the ciphertext followed by the tag") {
  const std::vector<Case> cases = cases_in(builtin("gcmEncryptExtIV256.rsp"));
  REQUIRE(cases[0].expected.kind == Expected::Kind::output);
  REQUIRE(to_hex(cases[0].expected.output) == "bdc1ac884d332457a1d2664f168c76f0");
  const auto& last = std::get<AeadOperation>(cases.back().operation);
  REQUIRE(cases.back().expected.output.size() == last.input.size() + last.tag_length);
}

TEST_CASE("SHA messages have the length in bits that Len says") {
  const std::vector<Case> cases = cases_in(builtin("SHA1ShortMsg.rsp"));
  REQUIRE(cases[0].id == "[L = 20] #1");
  REQUIRE(std::get<DigestOperation>(cases[0].operation).message.empty());
  REQUIRE(to_hex(cases[0].expected.output) == "da39a3ee5e6b4b0d3255bfef95601890afd80709");
  REQUIRE(std::get<DigestOperation>(cases[2].operation).message == Bytes{0x19, 0x5a});
}

TEST_CASE("HMAC cases of NSS have no empty lines between them, and truncated tags") {
  const std::vector<Case> cases = cases_in(builtin("HMAC.fax"));
  const auto& operation = std::get<MacOperation>(cases[0].operation);
  REQUIRE(cases[0].id == "[L=20] Count = 0");
  REQUIRE(operation.hash == Hash::sha1);
  REQUIRE(operation.key.size() == 32);
  REQUIRE(operation.tag_length == 20);
  REQUIRE(to_hex(cases[0].expected.output) == "13aa0912aedab9fa3a7c6904ca7d02bb6bb714e3");
}

TEST_CASE("CMAC verification cases that the file marks wrong must differ") {
  const std::vector<Case> cases = cases_in(builtin("cavp_3des_cmac_tests.txt"));
  const auto& operation = std::get<MacOperation>(cases[0].operation);
  REQUIRE(cases[0].expected.kind == Expected::Kind::differs);
  REQUIRE(cases[0].expected.output == Bytes{0x96});
  REQUIRE(operation.message.empty());
  REQUIRE(operation.tag_length == 1);
  REQUIRE(to_hex(operation.key) == "3bb96170d5df4cce25d5daa22a982f0852f4a110dcdc9e45");
  REQUIRE(count_of(cases, Expected::Kind::differs) == 160);
}

TEST_CASE("RSA PSS cases take n from their section, e without zeros and the salt's length") {
  const std::vector<Case> cases = cases_in(builtin("SigVerPSS_186-3.rsp"));
  const auto& operation = std::get<VerifyOperation>(cases[0].operation);
  const auto& key = std::get<RsaPublicKey>(operation.key);
  REQUIRE(cases[0].id == "[mod = 1024] #1");
  REQUIRE(operation.scheme == SignatureScheme::rsa_pss);
  REQUIRE(operation.hash == Hash::sha1);
  REQUIRE(operation.salt_length == 10);
  REQUIRE(key.n.size() == 128);
  REQUIRE(key.e == Bytes{0x11});
  REQUIRE(operation.signature.size() == 128);
}

TEST_CASE("ECDSA integers are padded to the sizes of the curve") {
  for (const Case& read : cases_in(builtin("ECDSA/FIPS_186-3/SigVer.rsp"))) {
    const auto& operation = std::get<VerifyOperation>(read.operation);
    const auto& key = std::get<EcPublicKey>(operation.key);
    REQUIRE(key.x.size() == field_size(key.curve));
    REQUIRE(key.y.size() == field_size(key.curve));
    REQUIRE(operation.signature.size() % 2 == 0);
    REQUIRE(operation.signature.size() >= 2 * order_size(key.curve));
    if (operation.signature.size() > 2 * order_size(key.curve)) REQUIRE(read.expected.kind == Expected::Kind::rejected);
  }
}

TEST_CASE("the numbers of cases that must be rejected are those of the files") {
  const std::map<std::string, std::size_t> rejected = {{"SigVer15_186-3.rsp", 375},
                                                       {"SigVerPSS_186-3.rsp", 375},
                                                       {"DSA/FIPS_186-3/SigVer.rsp", 160},
                                                       {"ECDSA/FIPS_186-3/SigVer.rsp", 900},
                                                       {"AES/GCM/gcmEncryptExtIV256.rsp", 0}};
  for (const auto& [name, count] : rejected) {
    INFO(name);
    REQUIRE(count_of(cases_in(builtin(name)), Expected::Kind::rejected) == count);
  }
}

TEST_CASE("sets are named in the standards' words") {
  const std::map<std::string, std::string> names = {{"CBCMMT128.rsp", "AES-CBC"},
                                                    {"CFB128VarKey192.rsp", "AES-CFB128"},
                                                    {"aes-256-ctr.txt", "AES-CTR"},
                                                    {"TCFB64permop.rsp", "3DES-CFB64"},
                                                    {"gcmDecrypt128.rsp", "AES-GCM"},
                                                    {"SHA384ShortMsg.rsp", "SHA-384"},
                                                    {"HMAC.fax", "HMAC"},
                                                    {"rfc-4231-sha224.txt", "HMAC-SHA-224"},
                                                    {"nist-800-38b-3des.txt", "3DES-CMAC"},
                                                    {"cavp_aes192_cmac_tests.txt", "AES-CMAC"},
                                                    {"SigVer15_186-3.rsp", "RSA PKCS#1 v1.5 signature verification"},
                                                    {"DSA/FIPS_186-3/SigVer.rsp", "DSA signature verification"}};
  for (const auto& [file, algorithm] : names) REQUIRE(recognise(builtin(file)).algorithm == algorithm);
}
