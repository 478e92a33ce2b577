#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "harness/model/algorithm.hpp"

namespace fipsprobe::openssl {

// Name is how the two kinds of generation call one algorithm.
struct Name {
  std::string function;  // 1.0.2 and 1.1: "EVP_aes_128_cbc"
  std::string fetched;   // 3: "AES-128-CBC"
};

Name name_of_digest(Hash hash);

// Each returns nullopt when the algorithm has no key of that many bytes, or not that mode in any generation.
std::optional<Name> name_of_cipher(Cipher cipher, CipherMode mode, std::size_t key_size);
std::optional<Name> name_of_aead(AeadMode mode, Cipher cipher, std::size_t key_size);

// name_of_cbc names the cipher that CMAC is built on.
std::optional<Name> name_of_cbc(Cipher cipher, std::size_t key_size);

// name_of_wrap names AES key wrapping, KW or KWP; `inverse` has names in 3 only.
std::optional<Name> name_of_wrap(KeyWrapMode mode, Cipher cipher, std::size_t key_size, bool inverse);

// iv_size returns the bytes of initialisation vector that cipher and mode take.
std::size_t iv_size(Cipher cipher, CipherMode mode);

// has_variable_key tells whether the key length is set apart from the name.
bool has_variable_key(Cipher cipher);

}  // namespace fipsprobe::openssl
