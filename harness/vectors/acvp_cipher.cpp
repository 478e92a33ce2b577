#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "harness/vectors/acvp_test.hpp"

// AES and 3DES (ACVP "Symmetric Block Cipher Algorithms"): the modes of SP 800-38A, and XTS (SP 800-38E).
namespace fipsprobe {
namespace {

struct AcvpModeRow {
  std::string_view name;
  CipherMode mode;
};

constexpr std::array kAcvpCipherModes = {
    AcvpModeRow{"ECB", CipherMode::ecb},          AcvpModeRow{"CBC", CipherMode::cbc},
    AcvpModeRow{"OFB", CipherMode::ofb},          AcvpModeRow{"CFB1", CipherMode::cfb1},
    AcvpModeRow{"CFB8", CipherMode::cfb8},        AcvpModeRow{"CFB64", CipherMode::cfb_block},
    AcvpModeRow{"CFB128", CipherMode::cfb_block}, AcvpModeRow{"CTR", CipherMode::ctr},
    AcvpModeRow{"XTS", CipherMode::xts},
};

constexpr std::string_view kAes = "ACVP-AES-";
constexpr std::string_view kTdes = "ACVP-TDES-";

// Inner iterations of a Monte Carlo round: AESAVS §6.4, SP 800-20 §5.
constexpr std::size_t kAesIterations = 1000;
constexpr std::size_t kTdesIterations = 10000;

constexpr std::size_t kAcvpCipherTweakSize = 16;

bool is_aes(const AcvpTest& test) { return test.algorithm.starts_with(kAes); }

CipherMode acvp_cipher_mode_of(const AcvpTest& test) {
  const std::string_view word = std::string_view(test.algorithm).substr(is_aes(test) ? kAes.size() : kTdes.size());
  for (const AcvpModeRow& row : kAcvpCipherModes) {
    if (row.name == word) return row.mode;
  }
  throw Untestable{fmt::format("no operation for ACVP algorithm {}", test.algorithm)};
}

std::string_view input_name(Direction direction) { return direction == Direction::encrypt ? "pt" : "ct"; }
std::string_view output_name(Direction direction) { return direction == Direction::encrypt ? "ct" : "pt"; }

Bytes key_in(const JsonFields& fields, const CipherOperation& operation, const AcvpTest& test) {
  if (operation.cipher == Cipher::tdes) {
    Bytes key;
    for (const std::string_view part : {"key1", "key2", "key3"}) {
      const Bytes bytes = fields.hex(part, 8);
      key.insert(key.end(), bytes.begin(), bytes.end());
    }
    return key;
  }
  const std::size_t size = test.size("keyLen", "a key");
  return fields.hex("key", operation.mode == CipherMode::xts ? 2 * size : size);
}

// text_in reads a plaintext or a ciphertext. What ends inside its last byte is left to CFB1's operation.
Bytes text_in(const JsonFields& fields, std::string_view name, CipherMode mode, std::optional<std::size_t> bits) {
  if (!bits) return fields.hex(name);
  Bytes text = fields.hex_bits(name, *bits);
  if (mode != CipherMode::cfb1) whole_bytes(*bits, "a message");
  return text;
}

std::optional<std::size_t> payload_bits(const AcvpTest& test) {
  if (!test.of("payloadLen").has("payloadLen")) return std::nullopt;
  return test.bits("payloadLen");
}

// refuse_downward_counter: SP 800-38A Appendix B.1 counts up, and so does every operation here.
void refuse_downward_counter(const AcvpTest& test) {
  if (test.group.boolean_or("incrementalCounter", true)) return;
  throw Untestable{"a counter that counts down"};
}

CipherOperation blank_operation(const AcvpTest& test) {
  CipherOperation operation;
  operation.cipher = is_aes(test) ? Cipher::aes : Cipher::tdes;
  operation.mode = acvp_cipher_mode_of(test);
  operation.direction = test.direction();
  return operation;
}

// little_endian: SP 800-38E and IEEE 1619 §5.1 write the number of a data unit so.
Bytes little_endian(std::size_t number) {
  Bytes tweak(kAcvpCipherTweakSize);
  for (std::size_t i = 0; i < sizeof number; ++i) tweak[i] = static_cast<std::uint8_t>(number >> (8 * i));
  return tweak;
}

Bytes acvp_cipher_tweak_of(const AcvpTest& test) {
  const std::string mode = test.group.text("tweakMode");
  if (mode == "hex") return test.test.hex("tweakValue", kAcvpCipherTweakSize);
  if (mode == "number") return little_endian(test.test.number("sequenceNumber"));
  test.group.fail("tweakMode", R"(neither "hex" nor "number")");
}

void increment(Bytes& tweak) {
  for (std::uint8_t& byte : tweak) {
    if (++byte != 0) return;
  }
}

// xts_cases makes one case of each data unit: their tweaks count up.
std::vector<AcvpCase> xts_cases(const AcvpTest& test, CipherOperation operation, const Bytes& output) {
  const Bytes input = std::move(operation.input);
  std::size_t unit = input.size();
  if (test.of("dataUnitLen").has("dataUnitLen")) unit = test.size("dataUnitLen", "a data unit");
  if (unit == 0) test.test.fail("dataUnitLen", "must not be 0");
  operation.iv = acvp_cipher_tweak_of(test);
  std::vector<AcvpCase> cases;
  for (std::size_t at = 0; at < input.size(); at += unit) {
    const auto begin = static_cast<std::ptrdiff_t>(at);
    const auto end = static_cast<std::ptrdiff_t>(std::min(at + unit, input.size()));
    operation.input.assign(input.begin() + begin, input.begin() + end);
    std::vector<AcvpCase> made = output_case(operation, {output.begin() + begin, output.begin() + end});
    if (unit < input.size()) made.front().part = fmt::format("data unit {}", cases.size());
    cases.push_back(std::move(made.front()));
    increment(operation.iv);
  }
  return cases;
}

std::vector<AcvpCase> single_case(const AcvpTest& test) {
  CipherOperation operation = blank_operation(test);
  const std::optional<std::size_t> bits = payload_bits(test);
  operation.key = key_in(test.test, operation, test);
  operation.input = text_in(test.test, input_name(operation.direction), operation.mode, bits);
  if (bits && *bits % 8 != 0) operation.bits = *bits;
  const std::string_view output = output_name(operation.direction);
  Bytes expected = test.answer.hex(output, operation.input.size());
  if (operation.mode == CipherMode::xts) return xts_cases(test, std::move(operation), expected);
  if (operation.mode == CipherMode::ctr) refuse_downward_counter(test);
  if (operation.mode != CipherMode::ecb) operation.iv = test.given("iv").hex("iv", block_size(operation.cipher));
  return output_case(std::move(operation), std::move(expected));
}

// acvp_cipher_monte_carlo_cases makes one case of each entry of resultsArray: it has both the state before and the output of
// its round.
std::vector<AcvpCase> acvp_cipher_monte_carlo_cases(const AcvpTest& test) {
  const CipherOperation blank = blank_operation(test);
  const std::optional<std::size_t> bits = payload_bits(test);
  std::vector<AcvpCase> cases;
  for (const JsonFields& entry : test.answer.objects("resultsArray")) {
    CipherOperation first = blank;
    first.key = key_in(entry, first, test);
    first.input = text_in(entry, input_name(first.direction), first.mode, bits);
    if (bits && *bits % 8 != 0) first.bits = *bits;
    if (first.mode != CipherMode::ecb) first.iv = entry.hex("iv", block_size(first.cipher));
    Bytes output = entry.hex(output_name(first.direction), first.input.size());
    MonteCarloOperation round;
    round.rule = MonteCarloOperation::Rule::cipher_chain;
    round.iterations = first.cipher == Cipher::aes ? kAesIterations : kTdesIterations;
    round.first = std::move(first);
    std::vector<AcvpCase> made = output_case(std::move(round), std::move(output));
    made.front().part = fmt::format("round {}", cases.size());
    cases.push_back(std::move(made.front()));
  }
  return cases;
}

}  // namespace

std::vector<AcvpCase> map_acvp_cipher(const AcvpTest& test) {
  return test.type() == "MCT" ? acvp_cipher_monte_carlo_cases(test) : single_case(test);
}

}  // namespace fipsprobe
