#include <catch2/catch_test_macros.hpp>
#include <string>

#include "harness/vectors/line_reader.hpp"
#include "tests/vectors/vector_text.hpp"

using namespace fipsprobe;
using namespace fipsprobe::test;

namespace {

// A whole file of two cases; the tests damage it. Lines: 1 comment, 3 [ENCRYPT], 5 COUNT = 0, 6 KEY, 7 IV, 8 and 9 texts, 11
// COUNT = 1.
const std::string kCase0 =
    "COUNT = 0\n"
    "KEY = 1f8e4973953f3fb0bd6b16662e9a3c17\n"
    "IV = 2fe2b333ceda8f98f4a99b40d2cd34a8\n"
    "PLAINTEXT = 45cf12964fc824ab76616ae2f4bf0822\n"
    "CIPHERTEXT = 0f61c4d44c5147c03c195ad7e2cc12b2\n";
const std::string kCase1 =
    "COUNT = 1\n"
    "KEY = 0700d603a1c514e46b6191ba430a3a0c\n"
    "IV = aad1583cd91365e3bb2f0c3430d065bb\n"
    "PLAINTEXT = 068b25c7bfb1f8bdd4cfc908f69dffc5ddc726a197f0e5f720f730393279be91\n"
    "CIPHERTEXT = c4dc61d9725967a3020104a9738f23868527ce839aab1752fd8bdb95a82c4d00\n";
const std::string kHead = "# AESVS MMT test data for CBC\n\n[ENCRYPT]\n\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string cbc_error(const std::string& text) { return error_of_text("CBCMMT128.rsp", text); }
std::string damaged(const std::string& from, const std::string& to) {
  return cbc_error(kHead + replaced(kCase0, from, to) + "\n" + kCase1);
}

}  // namespace

TEST_CASE("a whole file is read, with LF or CR LF, with or without an end to its last line") {
  const std::string text = kHead + kCase0 + "\n" + kCase1;
  REQUIRE(cases_of_text("CBCMMT128.rsp", text).size() == 2);
  REQUIRE(cases_of_text("CBCMMT128.rsp", text.substr(0, text.size() - 1)).size() == 2);
  std::string dos;
  for (const char c : text) dos += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const std::vector<Case> cases = cases_of_text("CBCMMT128.rsp", dos);
  REQUIRE(cases.size() == 2);
  REQUIRE(cases[1].id == "[ENCRYPT] COUNT = 1");
  REQUIRE(cases[1].line == 11);
}

TEST_CASE("cases need no empty line between them, and comments may stand inside them") {
  const std::string text = kHead + replaced(kCase0, "IV", "# the IV\nIV") + kCase1;
  REQUIRE(cases_of_text("CBCMMT128.rsp", text).size() == 2);
}

TEST_CASE("an attribute that nothing takes is an error at its line") {
  REQUIRE(damaged("IV =", "SALT = 00\nIV =") == "CBCMMT128.rsp:7: SALT means nothing here");
}

TEST_CASE("an instruction that nothing takes is an error at its line") {
  REQUIRE(cbc_error(replaced(kHead, "[ENCRYPT]", "[ENCRYPT]\n[Keylen = 128]") + kCase0) ==
          "CBCMMT128.rsp:4: instruction [Keylen] means nothing here");
}

TEST_CASE("a flag that nothing takes is an error at its line") {
  REQUIRE(damaged("IV =", "FAIL\nIV =") == "CBCMMT128.rsp:7: FAIL means nothing here");
}

TEST_CASE("a missing attribute is an error at the line where its case starts") {
  REQUIRE(damaged("IV = 2fe2b333ceda8f98f4a99b40d2cd34a8\n", "") == "CBCMMT128.rsp:5: the case that starts here has no IV");
  REQUIRE(cbc_error(kHead + kCase0 + "\n" + kCase1.substr(0, kCase1.find("PLAINTEXT"))) ==
          "CBCMMT128.rsp:11: the case that starts here has no PLAINTEXT");
}

TEST_CASE("an attribute twice in a case is an error at the second one's line") {
  REQUIRE(damaged("PLAINTEXT", "KEY = 00\nPLAINTEXT") == "CBCMMT128.rsp:8: KEY is there twice");
}

TEST_CASE("an instruction twice in a section is an error") {
  REQUIRE(cbc_error(replaced(kHead, "[ENCRYPT]", "[ENCRYPT]\n[ENCRYPT]") + kCase0) ==
          "CBCMMT128.rsp:4: ENCRYPT is there twice");
}

TEST_CASE("a case before any instruction that tells its direction is an error") {
  REQUIRE(cbc_error("# AESVS MMT test data for CBC\n\n" + kCase0) ==
          "CBCMMT128.rsp:3: no [...] that tells what to do before this case");
  REQUIRE(cbc_error(replaced(kHead, "ENCRYPT", "ENCIPHER") + kCase0) ==
          "CBCMMT128.rsp:3: ENCIPHER: neither [ENCRYPT] nor [DECRYPT]");
}

TEST_CASE("a section without a case is an error, and so is a file without one") {
  REQUIRE(cbc_error(kHead + kCase0 + "\n[DECRYPT]\n") == "CBCMMT128.rsp:11: no case follows [DECRYPT]");
  REQUIRE(error_of_text("SHA1ShortMsg.rsp", "# \"SHA-1 ShortMsg\" information\n[L = 20]\nMD = 00\nMsg = 00\n") ==
          "SHA1ShortMsg.rsp:3: the case that starts here has no Len");
}

TEST_CASE("values of the wrong form are errors at their line") {
  REQUIRE(damaged("3c17\n", "3c1\n") == "CBCMMT128.rsp:6: KEY: not pairs of hexadecimal digits");
  REQUIRE(damaged("3c17\n", "3cxx\n") == "CBCMMT128.rsp:6: KEY: not pairs of hexadecimal digits");
  REQUIRE(damaged("3c17\n", "3c\n") == "CBCMMT128.rsp:6: KEY: not 128, 192 or 256 bits");
  REQUIRE(damaged("34a8\n", "34a800\n") == "CBCMMT128.rsp:7: IV: 17 bytes instead of 16");
  REQUIRE(damaged("COUNT = 0", "COUNT = zero") == "CBCMMT128.rsp:5: COUNT: not a decimal number below 2^32");
  REQUIRE(damaged("COUNT = 0", "COUNT = 4294967296") == "CBCMMT128.rsp:5: COUNT: not a decimal number below 2^32");
  REQUIRE(damaged("= 45cf12964fc824ab76616ae2f4bf0822", "=") == "CBCMMT128.rsp:8: PLAINTEXT: no digits");
  REQUIRE(damaged("12b2\n", "12\n") == "CBCMMT128.rsp:9: CIPHERTEXT: not as long as PLAINTEXT");
}

TEST_CASE("a key of another size than the file's header says is an error") {
  REQUIRE(cbc_error("# Key Length : 256\n" + kHead + kCase0) == "CBCMMT128.rsp:7: KEY: 16 bytes instead of 32");
}

TEST_CASE("lines that are none of the known kinds are errors") {
  REQUIRE(damaged("IV = ", "IV ") == "CBCMMT128.rsp:7: neither a comment, an [instruction] nor \"Name = Value\"");
  REQUIRE(damaged("IV = ", "= ") == "CBCMMT128.rsp:7: not \"Name = Value\"");
  REQUIRE(cbc_error(replaced(kHead, "[ENCRYPT]", "[ENCRYPT") + kCase0) ==
          "CBCMMT128.rsp:3: an [instruction] that does not end with ]");
}

TEST_CASE("a NUL byte, a lone carriage return and an endless line are errors at their line") {
  const std::string head = kHead + kCase0 + "\n";
  REQUIRE(cbc_error(head + "COUNT = " + std::string(1, '\0') + "\n") == "CBCMMT128.rsp:11: a NUL byte: not a text file");
  REQUIRE(cbc_error(head + "COUNT = 1\rKEY = 2\n") == "CBCMMT128.rsp:11: a carriage return inside a line");
  REQUIRE(cbc_error(head + "KEY = " + std::string(kMaxLine, '0') + "\n") == "CBCMMT128.rsp:11: a line of more than 1 MiB");
  REQUIRE(cbc_error(head + "KEY = " + std::string(3 * kMaxLine, '0')) == "CBCMMT128.rsp:11: a line of more than 1 MiB");
}

TEST_CASE("a line of the greatest size is read") {
  const std::string line = "#" + std::string(kMaxLine - 1, '-') + "\n";
  REQUIRE(cases_of_text("CBCMMT128.rsp", kHead + line + kCase0).size() == 1);
}

TEST_CASE("a block of too many lines is an error") {
  std::string block = kCase0;
  for (int i = 0; i < 256; ++i) block += "X" + std::to_string(i) + " = 00\n";
  REQUIRE(cbc_error(kHead + block) == "CBCMMT128.rsp:261: more than 256 lines in one block");
}

TEST_CASE("a file of no known kind is an error that names it") {
  REQUIRE(error_of_text("notes.txt", "a shopping list\n") ==
          "notes.txt: no known kind of vector file; docs/vectors.md lists the kinds");
  REQUIRE(error_of_text("CBCXYZ128.rsp", replaced(kHead, "MMT", "XYZ") + kCase0) ==
          "CBCXYZ128.rsp: no known kind of vector file; docs/vectors.md lists the kinds");
}

TEST_CASE("GCM needs PT or FAIL, not both") {
  const std::string head =
      "# GCM Decrypt with keysize 128 test information\n[Keylen = 128]\n[IVlen = 96]\n[PTlen = 0]\n[AADlen = 0]\n";
  const std::string kat =
      "Count = 0\nKey = cf063a34d4a9a76c2c86787d3f96db71\nIV = 113b9785971864c83b01c787\nCT =\nAAD =\nTag = "
      "72ac8493e3a5228b5d130a69d2510e42\n";
  REQUIRE(error_of_text("g.rsp", head + "[Taglen = 128]\n" + kat) == "g.rsp:7: the case that starts here has no PT");
  REQUIRE(error_of_text("g.rsp", head + "[Taglen = 128]\n" + kat + "PT =\nFAIL\n") == "g.rsp:13: PT means nothing here");
  const Case in_bits = cases_of_text("g.rsp", head + "[Taglen = 127]\n" + kat + "PT =\n").front();
  REQUIRE(std::get<UntestableOperation>(in_bits.operation).reason == "a length that is no whole number of bytes");
  REQUIRE(error_of_text("g.rsp", head + "[Taglen = 120]\n" + kat + "PT =\n") == "g.rsp:12: Tag: 16 bytes instead of 15");
  REQUIRE(error_of_text("g.rsp", head + kat + "PT =\n") == "g.rsp:6: no [Taglen = ...] before this case");
}

TEST_CASE("a verdict other than P or F is an error") {
  const std::string text = "# \"SigVer\" information\n[P-192,SHA-1]\nMsg = 00\nQx = 1\nQy = 2\nR = 3\nS = 4\nResult = ";
  REQUIRE(cases_of_text("SigVer.rsp", text + "P (0 )\n").front().expected.kind == Expected::Kind::accepted);
  REQUIRE(cases_of_text("SigVer.rsp", text + "F (3 - S changed)\n").front().expected.kind == Expected::Kind::rejected);
  for (const char* const verdict : {"", "Pass", "F (3 - S cha", "f", "P F"}) {
    REQUIRE(error_of_text("SigVer.rsp", text + verdict + "\n") == "SigVer.rsp:8: Result: neither P nor F");
  }
}

TEST_CASE("an unknown curve or hash is an error at its line") {
  const std::string rest = "\nMsg = 00\nQx = 1\nQy = 2\nR = 3\nS = 4\nResult = P\n";
  REQUIRE(error_of_text("SigVer.rsp", "[P-190,SHA-1]" + rest) == "SigVer.rsp:1: P-190,SHA-1: no known curve");
  REQUIRE(error_of_text("SigVer.rsp", "[P-192,SHA-9]" + rest) == "SigVer.rsp:1: P-192,SHA-9: no known hash SHA-9");
}

TEST_CASE("an RSA case without the modulus of its section is an error") {
  const std::string text =
      "# \"SigVer PKCS#1 Ver 1.5\" information\n[mod = 1024]\nSHAAlg = SHA1\ne = 3\nMsg = 00\nS = 00\nResult = P\n";
  REQUIRE(error_of_text("SigVer15.rsp", text) == "SigVer15.rsp:3: no n of the section's size before this case");
}

TEST_CASE("a message in bits keeps its length in bits") {
  const std::string text =
      "# \"SHA-1 ShortMsg\" information\n[L = 20]\n\nLen = 5\nMsg = 98\nMD = 29826b003b906e660eff4027ce98af3531ac75ba\n";
  const Case read = cases_of_text("SHA1ShortMsg.rsp", text).front();
  const auto& operation = std::get<DigestOperation>(read.operation);
  REQUIRE(operation.bits == 5);
  REQUIRE(operation.message == Bytes{0x98});
}

TEST_CASE("reading stops when the consumer has enough") {
  std::size_t count = 0;
  read_cases(builtin("CBCVarTxt128.rsp"), [&](const Case&) { return ++count < 3; });
  REQUIRE(count == 3);
}
