#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/vectors/vector_text.hpp"

// Cases of every kind of operation, compared with the text of their files by hand.
using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

template <typename Parameters>
const Parameters& kdf_of(const Case& read) {
  return std::get<Parameters>(std::get<KdfOperation>(read.operation).parameters);
}

const Case& with_id(const std::vector<Case>& cases, const std::string& id) {
  const auto found = std::ranges::find(cases, id, &Case::id);
  REQUIRE(found != cases.end());
  return *found;
}

}  // namespace

TEST_CASE("CCM takes sizes from the head and the section, and the key from a block of its own") {
  const std::vector<Case> cases = cases_in(builtin("VADT128.rsp"));
  const Case& read = with_id(cases, "[Alen = 0] Count = 0");
  const auto& operation = std::get<AeadOperation>(read.operation);
  REQUIRE(describe(read.operation) == "AES-128-CCM encrypt");
  REQUIRE(operation.aad.empty());
  REQUIRE(to_hex(operation.key) == "d24a3d3dde8c84830280cb87abad0bb3");
  REQUIRE(to_hex(operation.nonce) == "f1100035bb24a8d26004e0e24b");
  REQUIRE(operation.tag_length == 16);
  REQUIRE(read.expected.output.size() == 24 + 16);
}

TEST_CASE("CCM cases that the file marks Fail must be rejected") {
  const std::vector<Case> cases = cases_in(builtin("DVPT128.rsp"));
  REQUIRE(cases[0].id == "[Alen = 0, Plen = 0, Nlen = 7, Tlen = 4] Count = 0");
  REQUIRE(cases[0].expected.kind == Expected::Kind::accepted);
  REQUIRE(cases[0].expected.output.empty());
  REQUIRE(cases[1].expected.kind == Expected::Kind::rejected);
  REQUIRE(to_hex(std::get<AeadOperation>(cases[1].operation).tag) == "9a04c241");
}

TEST_CASE("an XTS data unit's number is the tweak, and one that ends inside a byte cannot be tested") {
  const std::vector<Case> cases = cases_in(builtin("tweak-dataunitseqno/XTSGenAES256.rsp"));
  const auto& operation = std::get<CipherOperation>(cases[0].operation);
  REQUIRE(describe(cases[0].operation) == "AES-256-XTS encrypt");
  REQUIRE(to_hex(operation.iv) == "bb000000000000000000000000000000");  // 187
  const auto is_untestable = [](const Case& read) { return std::holds_alternative<UntestableOperation>(read.operation); };
  REQUIRE(std::ranges::count_if(cases, is_untestable) == 400);
}

TEST_CASE("key wrapping says which cipher function wraps, and what must not unwrap") {
  const std::vector<Case> inverse = cases_in(builtin("KW_AD_256_inv.txt"));
  REQUIRE(describe(inverse[0].operation) == "AES-256-KW inverse unwrap");
  const std::vector<Case> cases = cases_in(builtin("KW_AD_128.txt"));
  REQUIRE(to_hex(cases[0].expected.output) == "9c4e675277a3bdc3a071048b327a011e");
  REQUIRE(cases[1].expected.kind == Expected::Kind::rejected);
  REQUIRE(describe(cases_in(builtin("TKW_AE.txt"))[0].operation) == "3DES-3key-KW wrap");
  REQUIRE(to_hex(cases_in(builtin("kwp_botan.txt"))[1].expected.output) == "afbeb0f07dfbf5419200f2ccb50bb24f");  // RFC 5649 §6
}

TEST_CASE("a Monte Carlo round starts with what came of the round before") {
  const std::vector<Case> cases = cases_in(builtin("SHA1Monte.rsp"));
  const auto& first = std::get<MonteCarloOperation>(cases[0].operation);
  const auto& second = std::get<MonteCarloOperation>(cases[1].operation);
  REQUIRE(first.rule == MonteCarloOperation::Rule::digest_three);
  REQUIRE(first.iterations == 1000);
  REQUIRE(to_hex(std::get<DigestOperation>(first.first).message) == "dd4df644eaf3d85bace2b21accaa22b28821f5cd");
  REQUIRE(to_hex(cases[0].expected.output) == "11f5c38b4479d4ad55cb69fadf62de0b036d5163");
  REQUIRE(std::get<DigestOperation>(second.first).message == cases[0].expected.output);
}

TEST_CASE("the last bytes of a SHAKE output give the length of the next round's first output") {
  const std::vector<Case> cases = cases_in(builtin("SHAKE128Monte.rsp"));
  const auto& first = std::get<MonteCarloOperation>(cases[0].operation);
  REQUIRE(first.rule == MonteCarloOperation::Rule::xof_chain);
  REQUIRE(first.min_output == 16);
  REQUIRE(first.max_output == 140);
  REQUIRE(std::get<DigestOperation>(first.first).output_length == 140);
  const auto& second = std::get<MonteCarloOperation>(cases[1].operation);
  REQUIRE(cases[0].expected.output.size() == 33);
  REQUIRE(std::get<DigestOperation>(second.first).output_length == 16 + 0x0fa1 % 125);  // ends with 0fa1
}

TEST_CASE("Monte Carlo rounds of ciphers have a thousand operations with AES and ten thousand with 3DES") {
  const std::vector<Case> aes = cases_in(builtin("ECBMCT128.fax"));
  const std::vector<Case> tdes = cases_in(builtin("TCFB1Monte3.fax"));
  REQUIRE(std::get<MonteCarloOperation>(aes[0].operation).iterations == 1000);
  REQUIRE(std::get<MonteCarloOperation>(tdes[0].operation).iterations == 10000);
  REQUIRE(std::get<CipherOperation>(std::get<MonteCarloOperation>(tdes[0].operation).first).bits == 1);
  REQUIRE(tdes[0].expected.output == Bytes{0x80});
}

TEST_CASE("a signature with its private key is two cases: one to make and one to accept") {
  const std::vector<Case> exact = cases_in(builtin("SigGen15_186-2.txt"));
  REQUIRE(exact[0].id == "[mod = 1024] #1 sign");
  REQUIRE(exact[1].id == "[mod = 1024] #2 verify");
  REQUIRE(exact[0].expected.kind == Expected::Kind::output);
  REQUIRE(exact[0].expected.output == std::get<VerifyOperation>(exact[1].operation).signature);
  REQUIRE(to_hex(exact[0].expected.output).starts_with("28928e19eb86f9c00070a59edf6bf843"));
  const std::vector<Case> random = cases_in(builtin("ECDSA/FIPS_186-3/SigGen.txt"));
  REQUIRE(random[0].expected.kind == Expected::Kind::verifies);
  REQUIRE(random[1].expected.kind == Expected::Kind::accepted);
}

TEST_CASE("salt lengths that a PSS file gives for each modulus and hash are taken") {
  const std::vector<Case> cases = cases_in(builtin("SigGenPSS_186-3.txt"));
  REQUIRE(describe(cases[0].operation) == "RSA PSS 2048 SHA-224 sign");
  REQUIRE(std::get<SignOperation>(cases[0].operation).salt_length == 15);
}

TEST_CASE("a key pair of a file must sign and verify, and a point must be found valid or not") {
  const std::vector<Case> pairs = cases_in(builtin("ECDSA/FIPS_186-3/KeyPair.rsp"));
  REQUIRE(describe(pairs[0].operation) == "ECDSA P-192 SHA-256 sign");
  REQUIRE(pairs[0].expected.kind == Expected::Kind::verifies);
  REQUIRE(std::holds_alternative<RsaPrivateKey>(std::get<SignOperation>(cases_in(builtin("KeyGenRSA.rsp"))[0].operation).key));
  const std::vector<Case> points = cases_in(builtin("PKV.rsp"));
  REQUIRE(points[0].expected.kind == Expected::Kind::rejected);  // Qy is a digit too long
  REQUIRE(std::get<EcPublicKey>(std::get<KeyValidationOperation>(points[0].operation).key).y.size() == 25);
  REQUIRE(points[4].expected.kind == Expected::Kind::accepted);
}

TEST_CASE("DSA primes are checked against their seed, and what no operation expresses says so") {
  const std::vector<Case> cases = cases_in(builtin("PQGVer.rsp"));
  const auto& operation = std::get<DsaParameterOperation>(cases[0].operation);
  REQUIRE(operation.hash == Hash::sha1);
  REQUIRE(operation.counter == 1400);
  REQUIRE(to_hex(operation.seed) == "0a335c921731f10566d09905605bdea42b496320");
  REQUIRE(cases[0].expected.kind == Expected::Kind::rejected);
  REQUIRE(cases[1].expected.kind == Expected::Kind::accepted);
  const auto& last = std::get<UntestableOperation>(cases.back().operation);
  REQUIRE(last.reason == "a generator alone, without the seed and the counter of its primes");
}

TEST_CASE("key agreement gives Z, another Z, or takes no key that is none") {
  const std::vector<Case> cases = cases_in(builtin("KASValidityTest_ECCStaticUnified_NOKC_ZZOnly_init.fax"));
  REQUIRE(describe(cases[0].operation) == "ECDH P-192");
  REQUIRE(to_hex(cases[0].expected.output) == "26382468d721761e14a87dc3bee67340095c6455962d1ba3");
  REQUIRE(cases[2].expected.kind == Expected::Kind::differs);   // Z changed
  REQUIRE(cases[3].expected.kind == Expected::Kind::rejected);  // the peer's Y fails
  REQUIRE(cases[3].note == "2 - CAVS's Static public key Y fails PKV 5.6.2.5");
  const std::vector<Case> dh = cases_in(builtin("RFC5114.txt"));
  REQUIRE(describe(dh[2].operation) == "DH 2048");
  REQUIRE(dh[2].expected.output.size() == 256);
}

TEST_CASE("a bit generator's second output counts") {
  const Case read = cases_in(builtin("Hash_DRBG.fax")).front();
  const auto& operation = std::get<DrbgOperation>(read.operation);
  REQUIRE(describe(read.operation) == "Hash_DRBG SHA-256");
  REQUIRE(operation.steps.size() == 3);
  REQUIRE(operation.steps[0].kind == DrbgStep::Kind::reseed);
  REQUIRE(to_hex(operation.steps[0].entropy).starts_with("065df27317635c42"));
  REQUIRE(to_hex(read.expected.output).starts_with("b3e9f99a8d4b9a28"));
}

TEST_CASE("a block of evprand.txt holds a case for each numbered output") {
  const std::vector<Case> cases = cases_in(builtin("evprand.txt"));
  const auto& seeded = std::get<DrbgOperation>(cases[0].operation);
  REQUIRE(describe(cases[0].operation) == "CTR_DRBG AES-192 df PR");
  REQUIRE(seeded.steps.size() == 2);
  REQUIRE(to_hex(seeded.steps[1].entropy).starts_with("9fbc48890273fcaf"));
  REQUIRE(cases[15].id == "#16 Output.14");
  REQUIRE(cases[15].line == cases[1].line);
}

TEST_CASE("each value that an IKE or TLS test derives is a case") {
  const std::vector<Case> ike = cases_in(builtin("ikev1_psk.fax"));
  REQUIRE(ike[0].id.ends_with("COUNT = 0 SKEYID"));
  REQUIRE(kdf_of<IkeParameters>(ike[0]).key == Bytes{0x75});
  REQUIRE(kdf_of<IkeParameters>(ike[3]).step == IkeParameters::Step::v1_skeyid_e);
  REQUIRE(kdf_of<IkeParameters>(ike[3]).previous == ike[2].expected.output);
  const std::vector<Case> ike2 = cases_in(builtin("ikev2.fax"));
  REQUIRE(ike2[4].id.ends_with("COUNT = 0 SKEYSEED(Rekey)"));
  REQUIRE(to_hex(kdf_of<IkeParameters>(ike2[4]).key) == "a14293677cc80ff8f9cc0eee30d895da9d8f4056");  // SK_d, of DKM
  const std::vector<Case> tls = cases_in(builtin("tls.fax"));
  REQUIRE(kdf_of<TlsPrfParameters>(tls[0]).label == "master secret");
  REQUIRE(to_hex(kdf_of<TlsPrfParameters>(tls[0]).seed).starts_with("b47ec547fa855395"));  // the client's random first
  REQUIRE(to_hex(kdf_of<TlsPrfParameters>(tls[1]).seed).starts_with("eb4fece2c5589f51"));  // the server's random first
}

TEST_CASE("a key derivation's counter and fixed input are as the section says") {
  const std::vector<Case> cases = cases_in(builtin("KBKDFCounter.fax"));
  const auto& before = kdf_of<KbkdfParameters>(cases[0]);
  REQUIRE(before.mac == MacKind::cmac);
  REQUIRE(before.counter_bits == 8);
  REQUIRE(before.place == KbkdfParameters::CounterPlace::before_fixed);
  const auto middle =
      std::ranges::find_if(cases, [](const Case& read) { return !kdf_of<KbkdfParameters>(read).fixed_after.empty(); });
  REQUIRE(middle != cases.end());
  REQUIRE(to_hex(kdf_of<KbkdfParameters>(*middle).fixed_after) == "99322aae605a5f01e32b");
  const KbkdfParameters feedback = kdf_of<KbkdfParameters>(cases_in(builtin("sp800_108_fb.vec")).front());
  REQUIRE(feedback.mode == KbkdfParameters::Mode::feedback);
  REQUIRE(to_hex(feedback.iv) == "0976fdec7817d94d60c4e0c9091d82e38bcfc58d");
  REQUIRE(to_hex(feedback.fixed_before) == "37935cbae5f5b003398f8e3f007fff0829a13d1b4455b800000010");
}

TEST_CASE("parameters in OpenSSL's form are text or, with hex in front, bytes") {
  const std::vector<Case> ssh = cases_in(builtin("evpkdf_ssh.txt"));
  REQUIRE(kdf_of<SshKdfParameters>(ssh[1]).letter == 'B');
  REQUIRE(to_hex(ssh[1].expected.output) == "58471445f342b181");
  REQUIRE(std::get<UntestableOperation>(ssh.back().operation).reason == "the error KDF_MISMATCH of OpenSSL's own interface");
  const std::vector<Case> password = cases_in(builtin("evpkdf_pbkdf2.txt"));
  REQUIRE(kdf_of<Pbkdf2Parameters>(password[0]).password == Bytes{'p', 'a', 's', 's', 'w', 'o', 'r', 'd'});
}

TEST_CASE("a parameter that a derivation function does not have is an error at its line") {
  const std::string text = "KDF = HKDF\nCtrl.digest = digest:SHA256\nCtrl.key = hexkey:00\nCtrl.x = iter:1\nOutput = 00\n";
  REQUIRE(error_of_text("kdf.txt", text) == "kdf.txt:4: Ctrl.x: no parameter of this function");
}

TEST_CASE("the interleaved modes of 3DES are cases that cannot be tested") {
  const std::string text =
      "# TDES Multi block Message Test for CBCI\n[ENCRYPT]\n\nCOUNT = 0\nKEYs = 0101010101010101\nIV1 = 0000000000000000\n"
      "IV2 = 5555555555555555\nIV3 = aaaaaaaaaaaaaaaa\nPLAINTEXT = 0000000000000000\nCIPHERTEXT1 = 00\nCIPHERTEXT2 = 00\n";
  const Case read = cases_of_text("TCBCIMMT1.rsp", text).front();
  REQUIRE(std::get<UntestableOperation>(read.operation).reason == "an interleaved mode of 3DES");
  REQUIRE(describe(read.operation) == "3DES-CBCI encrypt");
}
