#pragma once

#include <optional>
#include <string_view>

#include "harness/vectors/cavp_kind.hpp"

// What AES (AESAVS) and 3DES (TMOVS, SP 800-20) files of the modes of SP 800-38A have in common.
namespace fipsprobe {

// mode_named finds a mode by the name that files use: "ECB", "CFB1", "CFB8", and the whole block as "CFB128" or "CFB64".
std::optional<CipherMode> mode_named(std::string_view name, Cipher cipher);

// file_mode_name returns the name that files use for a mode.
std::string_view file_mode_name(CipherMode mode, Cipher cipher);

// cipher_case reads [ENCRYPT] or [DECRYPT], IV, PLAINTEXT and CIPHERTEXT.
Case cipher_case(Block& block, Cipher cipher, CipherMode mode, Bytes key);

// monte_carlo_of makes of a cipher case the outer round of a Monte Carlo test that starts with it and ends with its output.
Case monte_carlo_of(Case first, std::size_t iterations);

}  // namespace fipsprobe
