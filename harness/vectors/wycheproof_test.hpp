#pragma once

#include <string>
#include <string_view>

#include "harness/vectors/case.hpp"
#include "harness/vectors/json_fields.hpp"
#include "harness/vectors/json_untestable.hpp"

// One test of a Wycheproof file, and how tests become cases, one each. Both layouts are read: version 1 ("schema"), and 0.8 and
// before ("generatorVersion"), where keys have other names.
namespace fipsprobe {

enum class WycheproofResult { valid, acceptable, invalid };

struct WycheproofTest {
  std::string algorithm;  // of the file
  JsonFields group;
  JsonFields test;

  std::string type() const { return group.text_or("type", ""); }
  WycheproofResult result() const;

  // key_object returns the group's key: the member of the first name of `names` that is there; the group itself where none is.
  JsonFields key_object(std::string_view first, std::string_view second) const;
};

// accepting_case expects that the operation accepts and gives `output` when the test is valid.
Case accepting_case(const WycheproofTest& test, Operation operation, Bytes output);

// output_only_case is the same of an operation that computes and cannot reject: the output of an invalid test must differ.
Case output_only_case(const WycheproofTest& test, Operation operation, Bytes output);

// whole_key_size reads the group's keySize: bytes. aes_key reads a key of that size. Throws Untestable for one that AES has
// not.
std::size_t whole_key_size(const WycheproofTest& test);
Bytes aes_key(const WycheproofTest& test);

using WycheproofMapper = Case (*)(const WycheproofTest& test);

Case map_wycheproof_aead(const WycheproofTest& test);
Case map_wycheproof_cipher(const WycheproofTest& test);
Case map_wycheproof_key_wrap(const WycheproofTest& test);
Case map_wycheproof_mac(const WycheproofTest& test);
Case map_wycheproof_hkdf(const WycheproofTest& test);
Case map_wycheproof_pbkdf2(const WycheproofTest& test);
Case map_wycheproof_rsa_verify(const WycheproofTest& test);
Case map_wycheproof_rsa_sign(const WycheproofTest& test);
Case map_wycheproof_rsa_decrypt(const WycheproofTest& test);
Case map_wycheproof_dsa(const WycheproofTest& test);
Case map_wycheproof_ecdsa(const WycheproofTest& test);
Case map_wycheproof_ecdh(const WycheproofTest& test);

// map_wycheproof makes the case of a test, all but its id, line and note. Throws Untestable, and InputError for what the format
// does not allow.
Case map_wycheproof(const WycheproofTest& test);

}  // namespace fipsprobe
