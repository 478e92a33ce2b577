#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/vectors/case.hpp"
#include "harness/vectors/json_fields.hpp"
#include "harness/vectors/json_untestable.hpp"

// One test of an ACVP vector set, question and answer together, and how tests become cases. Each family of algorithms is one
// file acvp_*.cpp; acvp_kinds.cpp lists them.
namespace fipsprobe {

// AcvpTest: where a file holds questions and answers together, `answer` is `test` and `answer_group` is `group`.
struct AcvpTest {
  std::string algorithm, mode, revision;  // of the set; mode and revision may be empty
  JsonFields group;
  JsonFields test;
  JsonFields answer_group;
  JsonFields answer;

  std::string type() const { return group.text("testType"); }

  // of returns the test, or its group, whichever has the member; the test where neither has it.
  const JsonFields& of(std::string_view name) const;

  // given returns the test, its group, or the answer, whichever has the member: a few values are chosen by the module under
  // test, and then are in the answer.
  const JsonFields& given(std::string_view name) const;

  // bits reads a length in bits of the test or its group. size reads it as bytes, and throws Untestable with `what` where it
  // ends inside a byte.
  std::size_t bits(std::string_view name) const { return of(name).number(name); }
  std::size_t size(std::string_view name, std::string_view what) const;

  // bytes reads hexadecimal digits that stand for as many bits as the member `length` says, where there is such a member.
  // Throws Untestable with `what` for bits that are no whole bytes.
  Bytes bytes(std::string_view name, std::string_view length, std::string_view what) const;

  Direction direction() const;  // "encrypt", "decrypt"
  bool passed() const { return answer.boolean("testPassed"); }

  // failed tells that the answer has no value because the module must reject.
  bool failed() const { return answer.has("testPassed") && !passed(); }
};

// AcvpCase is a case without its id; `part` tells the cases of one test apart: "", "master secret".
struct AcvpCase {
  std::string part;
  Case kat_case;
};

// output_case, verdict_case and generated_case make the one case of a test: by the output, by whether it passes, and of a fresh
// key that must work.
std::vector<AcvpCase> output_case(Operation operation, Bytes output);
std::vector<AcvpCase> verdict_case(Operation operation, bool passed);
std::vector<AcvpCase> generated_case(Operation operation);

// whole_bytes turns bits into bytes. Throws Untestable with `what` ("a key") where they are no whole bytes.
std::size_t whole_bytes(std::size_t bits, std::string_view what);

// fixed_size puts zeros before an integer up to `size` bytes; a longer one stays as it is.
Bytes fixed_size(const Bytes& integer, std::size_t size);

// Parts of the prompt's words.
Curve acvp_curve(const JsonFields& fields, std::string_view name);  // throws Untestable for one that is not known here
void refuse_randomized_hashing(const AcvpTest& test);               // throws Untestable for SP 800-106

using AcvpMapper = std::vector<AcvpCase> (*)(const AcvpTest& test);

std::vector<AcvpCase> map_acvp_cipher(const AcvpTest& test);  // AES and 3DES in the modes of SP 800-38A, and XTS
std::vector<AcvpCase> map_acvp_aead(const AcvpTest& test);    // GCM, CCM
std::vector<AcvpCase> map_acvp_key_wrap(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_mac(const AcvpTest& test);  // HMAC, CMAC, GMAC
std::vector<AcvpCase> map_acvp_hash(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_rsa(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_kts(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_dsa(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_ecdsa(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_kas_ecc(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_kas_ffc(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_safe_primes(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_drbg(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_kbkdf(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_pbkdf(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_tls(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_ssh(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_ike1(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_ike2(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_x963(const AcvpTest& test);
std::vector<AcvpCase> map_acvp_x942(const AcvpTest& test);

// map_acvp makes the cases of a test by its set's algorithm and mode. Throws Untestable, and InputError for whatever the
// algorithm does not allow.
std::vector<AcvpCase> map_acvp(const AcvpTest& test);

}  // namespace fipsprobe
