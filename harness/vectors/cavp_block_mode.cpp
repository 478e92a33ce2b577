#include "harness/vectors/cavp_block_mode.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace fipsprobe {
namespace {

struct BlockModeRow {
  CipherMode mode;
  std::string_view aes, tdes;
};

constexpr std::array kModeRows = {
    BlockModeRow{CipherMode::ecb, "ECB", "ECB"},    BlockModeRow{CipherMode::cbc, "CBC", "CBC"},
    BlockModeRow{CipherMode::ofb, "OFB", "OFB"},    BlockModeRow{CipherMode::cfb1, "CFB1", "CFB1"},
    BlockModeRow{CipherMode::cfb8, "CFB8", "CFB8"}, BlockModeRow{CipherMode::cfb_block, "CFB128", "CFB64"},
    BlockModeRow{CipherMode::ctr, "CTR", "CTR"},
};

// Text is a plaintext or ciphertext; in CFB1 it is written as bits.
struct Text {
  Bytes bytes;
  std::size_t bits = 0;
};

Text text_of(const Attribute& attribute, CipherMode mode) {
  if (attribute.value.empty()) attribute.fail("no digits");
  if (mode == CipherMode::cfb1) return {attribute.bits(), attribute.value.size()};
  Bytes bytes = attribute.bytes();
  const std::size_t bits = 8 * bytes.size();
  return {std::move(bytes), bits};
}

bool takes_whole_blocks(CipherMode mode) { return mode == CipherMode::ecb || mode == CipherMode::cbc; }

}  // namespace

std::optional<CipherMode> mode_named(std::string_view name, Cipher cipher) {
  const auto* const row = std::ranges::find(kModeRows, name, cipher == Cipher::aes ? &BlockModeRow::aes : &BlockModeRow::tdes);
  if (row == kModeRows.end()) return std::nullopt;
  return row->mode;
}

std::string_view file_mode_name(CipherMode mode, Cipher cipher) {
  const auto* const row = std::ranges::find(kModeRows, mode, &BlockModeRow::mode);
  return cipher == Cipher::aes ? row->aes : row->tdes;
}

Case cipher_case(Block& block, Cipher cipher, CipherMode mode, Bytes key) {
  CipherOperation operation;
  operation.cipher = cipher;
  operation.mode = mode;
  operation.direction = direction_of(block);
  operation.key = std::move(key);
  if (mode != CipherMode::ecb) operation.iv = block.take("IV").bytes(block_size(cipher));
  const Attribute plaintext = block.take("PLAINTEXT");
  const Attribute ciphertext = block.take("CIPHERTEXT");
  const bool encrypts = operation.direction == Direction::encrypt;
  Text input = text_of(encrypts ? plaintext : ciphertext, mode);
  Text output = text_of(encrypts ? ciphertext : plaintext, mode);
  if (input.bits != output.bits) ciphertext.fail("not as long as PLAINTEXT");
  if (takes_whole_blocks(mode) && input.bytes.size() % block_size(cipher) != 0) plaintext.fail("not whole blocks");
  if (input.bits % 8 != 0) operation.bits = input.bits;
  operation.input = std::move(input.bytes);
  return known_output(std::move(operation), std::move(output.bytes));
}

Case monte_carlo_of(Case first, std::size_t iterations) {
  MonteCarloOperation round;
  round.rule = MonteCarloOperation::Rule::cipher_chain;
  round.first = std::get<CipherOperation>(std::move(first.operation));
  round.iterations = iterations;
  first.operation = std::move(round);
  return first;
}

}  // namespace fipsprobe
