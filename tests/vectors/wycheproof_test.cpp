#include <fmt/format.h>

#include <catch2/catch_test_macros.hpp>

#include "tests/support/program.hpp"
#include "tests/vectors/vector_text.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

std::string file_of(const std::string& algorithm, const std::string& group, const std::string& tests, int count = 1) {
  return fmt::format(
      "{{\"algorithm\": \"{}\", \"schema\": \"x_v1.json\", \"numberOfTests\": {},\n \"testGroups\": [{{{},\n  \"tests\": "
      "[{}]}}]}}",
      algorithm, count, group, tests);
}

std::vector<Case> cases_of(const std::string& algorithm, const std::string& group, const std::string& tests) {
  return cases_of_text("x_test.json", file_of(algorithm, group, tests));
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

constexpr const char* kKey = "000102030405060708090a0b0c0d0e0f";
constexpr const char* kGcmGroup = R"("type": "AeadTest", "ivSize": 96, "keySize": 128, "tagSize": 128)";

std::string gcm_test(const char* result) {
  return fmt::format(
      R"({{"tcId": 7, "comment": "Flipped bit", "flags": ["ModifiedTag"], "key": "{}", "iv": "000000000000000000000000",
    "aad": "01", "msg": "02", "ct": "03", "tag": "00112233445566778899aabbccddeeff", "result": "{}"}})",
      kKey, result);
}

}  // namespace

TEST_CASE("a Wycheproof test is one case with its comment and flags") {
  const std::vector<Case> cases = cases_of("AES-GCM", kGcmGroup, gcm_test("valid"));
  REQUIRE(cases.size() == 1);
  CHECK(cases[0].id == "tc 7");
  CHECK(cases[0].note == "Flipped bit [ModifiedTag]");
  CHECK(cases[0].line == 3);
  CHECK(describe(cases[0].operation) == "AES-128-GCM decrypt");
  CHECK(cases[0].expected.kind == Expected::Kind::accepted);
  CHECK(to_hex(cases[0].expected.output) == "02");
  const TemporaryFolder folder;
  const std::string path = folder.write("x_test.json", file_of("AES-GCM", kGcmGroup, gcm_test("valid")));
  CHECK(recognise({"x_test.json", path}).format == "Wycheproof");
  CHECK(recognise({"x_test.json", path}).algorithm == "AES-GCM");
}

TEST_CASE("invalid must be rejected, and acceptable may be") {
  CHECK(cases_of("AES-GCM", kGcmGroup, gcm_test("invalid"))[0].expected.kind == Expected::Kind::rejected);
  CHECK(cases_of("AES-GCM", kGcmGroup, gcm_test("acceptable"))[0].expected.kind == Expected::Kind::either);
  CHECK(error_of_text("x.json", file_of("AES-GCM", kGcmGroup, gcm_test("good"))) ==
        "x.json:3: testGroups[0].tests[0].result: neither \"valid\", \"acceptable\" nor \"invalid\"");
}

TEST_CASE("a wrong MAC must differ, and is cut off as the group says") {
  const std::vector<Case> cases =
      cases_of("HMACSHA512/256", R"("type": "MacTest", "keySize": 128, "tagSize": 64)",
               fmt::format(R"({{"tcId": 1, "key": "{}", "msg": "", "tag": "0011223344556677", "result": "invalid"}})", kKey));
  CHECK(as<MacOperation>(cases[0]).hash == Hash::sha512_256);
  CHECK(as<MacOperation>(cases[0]).tag_length == 8);
  CHECK(cases[0].expected.kind == Expected::Kind::differs);
}

TEST_CASE("CBC with padding is the encryption of the padded message, and a wrong padding is untestable") {
  const auto cbc = [](const char* result) {
    return cases_of(
        "AES-CBC-PKCS5", R"("type": "IndCpaTest", "keySize": 128, "ivSize": 128)",
        fmt::format(R"({{"tcId": 1, "key": "{0}", "iv": "{0}", "msg": "aabb", "ct": "{0}", "result": "{1}"}})", kKey, result));
  };
  CHECK(to_hex(as<CipherOperation>(cbc("valid")[0]).input) == "aabb0e0e0e0e0e0e0e0e0e0e0e0e0e0e");
  CHECK(reason_of(cbc("invalid")) == "a padding that must be rejected");
}

TEST_CASE("where nothing is wrapped, the wrapping must be rejected") {
  const std::vector<Case> cases =
      cases_of("AES-WRAP", R"("type": "KeywrapTest", "keySize": 128)",
               fmt::format(R"({{"tcId": 1, "key": "{}", "msg": "0102", "ct": "", "result": "invalid"}})", kKey));
  CHECK(as<KeyWrapOperation>(cases[0]).direction == Direction::encrypt);
  CHECK(cases[0].expected.kind == Expected::Kind::rejected);
}

TEST_CASE("sizes that an algorithm does not have are untestable") {
  CHECK(reason_of(cases_of("AES-CMAC", R"("type": "MacTest", "keySize": 64, "tagSize": 128)",
                           R"({"tcId": 1, "key": "0001020304050607", "msg": "", "tag": "", "result": "invalid"})")) ==
        "an AES key of 8 bytes");
  CHECK(reason_of(
            cases_of("HKDF-SHA-1", R"("type": "HkdfTest", "keySize": 8)",
                     R"({"tcId": 1, "ikm": "00", "salt": "", "info": "", "size": 5101, "okm": "", "result": "invalid"})")) ==
        "an output that is longer than HKDF can give");
}

TEST_CASE("keys are read from version 1 and from the layout before it") {
  const std::string test = R"({"tcId": 1, "msg": "00", "sig": "aabb", "result": "valid"})";
  const std::string rsa = R"("type": "RsassaPssVerify", "sha": "SHA-256", "mgf": "MGF1", "mgfSha": "SHA-1", "sLen": 20, )";
  for (const char* const key :
       {R"("publicKey": {"modulus": "00c001", "publicExponent": "03"})", R"("n": "00c001", "e": "03")"}) {
    const std::vector<Case> cases = cases_of("RSASSA-PSS", rsa + key, test);
    CHECK(to_hex(std::get<RsaPublicKey>(as<VerifyOperation>(cases[0]).key).n) == "c001");
    CHECK(as<VerifyOperation>(cases[0]).mgf_hash == Hash::sha1);
    CHECK(as<VerifyOperation>(cases[0]).salt_length == 20);
  }
  for (const char* const name : {"publicKey", "key"}) {
    const std::vector<Case> cases = cases_of(
        "ECDSA",
        fmt::format(R"("type": "EcdsaVerify", "sha": "SHA-256", "{}": {{"curve": "secp256r1", "wx": "00aa", "wy": "0b"}})",
                    name),
        test);
    CHECK(as<VerifyOperation>(cases[0]).encoding == SignatureEncoding::der);
    CHECK(std::get<EcPublicKey>(as<VerifyOperation>(cases[0]).key).x.size() == 32);
  }
  CHECK(reason_of(cases_of("ECDSA",
                           R"("type": "EcdsaVerify", "sha": "SHA-256", "key": {"curve": "secp256k1", "wx": "aa", "wy": "0b"})",
                           test)) == "no operation for curve secp256k1");
}

TEST_CASE("a plain signature whose size alone is wrong is untestable, and one with too large integers is not") {
  const auto p1363 = [](const std::string& signature) {
    return cases_of(
        "ECDSA", R"("type": "EcdsaP1363Verify", "sha": "SHA-256", "publicKey": {"curve": "secp256r1", "wx": "aa", "wy": "0b"})",
        fmt::format(R"({{"tcId": 1, "msg": "00", "sig": "{}", "result": "invalid"}})", signature));
  };
  CHECK(reason_of(p1363("0501")) == "a signature of 2 bytes instead of 64");
  CHECK(as<VerifyOperation>(p1363("01" + std::string(130, '0'))[0]).encoding == SignatureEncoding::raw);
}

TEST_CASE("a key agreement takes a named curve with an uncompressed point, and other encodings are untestable") {
  const std::string x(64, '1');
  const std::string y(64, '2');
  const std::string spki = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
  const auto ecdh = [](const char* type, const std::string& key) {
    return cases_of(
        "ECDH",
        fmt::format(R"("type": "{}", "curve": "secp256r1", "encoding": "{}")", type,
                    std::string(type) == "EcdhTest" ? "asn" : "ecpoint"),
        fmt::format(R"({{"tcId": 1, "public": "{}", "private": "00aa", "shared": "0102", "result": "valid"}})", key));
  };
  CHECK(to_hex(as<EcdhOperation>(ecdh("EcdhTest", spki + "04" + x + y)[0]).peer.y) == y);
  CHECK(as<EcdhOperation>(ecdh("EcdhEcpointTest", "04" + x + y)[0]).key.d.size() == 32);
  CHECK(reason_of(ecdh("EcdhTest", spki + "02" + x)) == "a public key that is not a named curve with an uncompressed point");
  CHECK(reason_of(ecdh("EcdhEcpointTest", spki + "04" + x + y)) ==
        "a public key that is not a named curve with an uncompressed point");
}

TEST_CASE("a private key gives the very signature, or the plaintext") {
  const std::string key =
      R"("privateKey": {"modulus": "00c001", "publicExponent": "03", "privateExponent": "05", "prime1": "11",
    "prime2": "13", "exponent1": "01", "exponent2": "02", "coefficient": "03"})";
  const std::vector<Case> sign = cases_of("RSASSA-PKCS1-v1_5", R"("type": "RsassaPkcs1Generate", "sha": "SHA-256", )" + key,
                                          R"({"tcId": 1, "msg": "00", "sig": "aabb", "result": "valid"})");
  CHECK(to_hex(std::get<RsaPrivateKey>(as<SignOperation>(sign[0]).key).dq) == "02");
  CHECK(to_hex(sign[0].expected.output) == "aabb");
  const std::vector<Case> oaep =
      cases_of("RSAES-OAEP", R"("type": "RsaesOaepDecrypt", "sha": "SHA-256", "mgf": "MGF1", "mgfSha": "SHA-1", )" + key,
               R"({"tcId": 1, "msg": "00", "ct": "aabb", "label": "cc", "result": "invalid"})");
  CHECK(as<RsaDecryptOperation>(oaep[0]).mgf_hash == Hash::sha1);
  CHECK(to_hex(as<RsaDecryptOperation>(oaep[0]).label) == "cc");
  CHECK(oaep[0].expected.kind == Expected::Kind::rejected);
}

TEST_CASE("a Wycheproof algorithm that no operation expresses is untestable, and its file is read") {
  CHECK(reason_of(cases_of("EDDSA", R"("type": "EddsaVerify")", R"({"tcId": 1, "result": "valid"})")) ==
        "no operation for Wycheproof algorithm EDDSA, EddsaVerify");
  CHECK(reason_of(cases_of("AES-GCM-SIV", kGcmGroup, gcm_test("valid"))) ==
        "no operation for Wycheproof algorithm AES-GCM-SIV, AeadTest");
}

TEST_CASE("a test that is there twice, and a number of tests that is not the file's, are errors") {
  const std::string test = gcm_test("valid");
  CHECK(error_of_text("x.json", file_of("AES-GCM", kGcmGroup, test + "," + test, 2)) ==
        "x.json:4: testGroups[0].tests[1].tcId: 7 is there twice");
  CHECK(error_of_text("x.json", file_of("AES-GCM", kGcmGroup, test, 2)) == "x.json: numberOfTests: the file has 1 tests");
}
