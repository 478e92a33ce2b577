#include <fmt/format.h>

#include <array>

#include "harness/vectors/acvp_test.hpp"

// Random bit generators of SP 800-90A Rev. 1 §10.
namespace fipsprobe {
namespace {

struct CounterModeRow {
  std::string_view name;
  Cipher cipher;
  std::size_t key_size;  // bytes
};

constexpr std::array kCounterModes = {
    CounterModeRow{"AES-128", Cipher::aes, 16},
    CounterModeRow{"AES-192", Cipher::aes, 24},
    CounterModeRow{"AES-256", Cipher::aes, 32},
    CounterModeRow{"TDES", Cipher::tdes, 24},
};

// set_counter_mode: a counter field that is shorter than the block (SP 800-90A Rev. 1 §10.2.1.1) is not what modules build.
void set_counter_mode(const AcvpTest& test, DrbgOperation& operation) {
  const std::string mode = test.group.text("mode");
  for (const CounterModeRow& row : kCounterModes) {
    if (row.name != mode) continue;
    operation.cipher = row.cipher;
    operation.key_size = row.key_size;
    operation.derivation_function = test.group.boolean("derFunc");
    const std::size_t block_bits = block_size(row.cipher) * 8;
    if (test.group.has("counterFieldLen") && test.group.number("counterFieldLen") != block_bits) {
      throw Untestable{"a counter field that is shorter than the block"};
    }
    return;
  }
  throw Untestable{fmt::format("no operation for CTR_DRBG with {}", mode)};
}

DrbgStep step_of(const JsonFields& entry) {
  const std::string use = entry.text("intendedUse");
  if (use != "generate" && use != "reSeed") entry.fail("intendedUse", R"(neither "generate" nor "reSeed")");
  return {use == "generate" ? DrbgStep::Kind::generate : DrbgStep::Kind::reseed, entry.hex("entropyInput"),
          entry.hex("additionalInput")};
}

}  // namespace

std::vector<AcvpCase> map_acvp_drbg(const AcvpTest& test) {
  DrbgOperation operation;
  if (test.algorithm == "ctrDRBG") {
    operation.mechanism = DrbgMechanism::ctr;
    set_counter_mode(test, operation);
  } else {
    operation.mechanism = test.algorithm == "hashDRBG" ? DrbgMechanism::hash : DrbgMechanism::hmac;
    operation.hash = test.group.hash("mode");
  }
  operation.prediction_resistance = test.group.boolean("predResistance");
  operation.entropy = test.bytes("entropyInput", "entropyInputLen", "an entropy input");
  operation.nonce = test.bytes("nonce", "nonceLen", "a nonce");
  operation.personalization = test.bytes("persoString", "persoStringLen", "a personalization string");
  for (const JsonFields& entry : test.test.objects("otherInput")) operation.steps.push_back(step_of(entry));
  operation.output_length = test.size("returnedBitsLen", "an output");
  Bytes output = test.answer.hex("returnedBits", operation.output_length);
  return output_case(std::move(operation), std::move(output));
}

}  // namespace fipsprobe
