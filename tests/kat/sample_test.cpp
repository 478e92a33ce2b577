#include "harness/kat/sample.hpp"

#include <catch2/catch_test_macros.hpp>

#include "harness/kat/profile.hpp"

using namespace fipsprobe;

namespace {

MonteCarloOperation round_of(Cipher cipher) {
  MonteCarloOperation round;
  round.rule = MonteCarloOperation::Rule::cipher_chain;
  round.first = CipherOperation{.cipher = cipher, .mode = CipherMode::ecb, .direction = {}, .key = {}, .iv = {}, .input = {}};
  return round;
}

std::size_t count_in_sample(const Sample& sample, const Operation& operation, std::uint64_t cases) {
  std::size_t count = 0;
  for (std::uint64_t index = 0; index < cases; ++index) count += sample.has(index, operation) ? 1 : 0;
  return count;
}

const SetInfo kMixed{.source = "prompt.json", .algorithm = "ACVP-TDES-ECB", .format = "ACVP"};

}  // namespace

TEST_CASE("a sample takes fewer cases of what costs more, in the same file") {
  const Sample sample = sample_of(Profile::standard, {}, kMixed);
  CHECK(count_in_sample(sample, CipherOperation{}, 400) == 400);
  CHECK(count_in_sample(sample, round_of(Cipher::aes), 400) == 40);
  CHECK(count_in_sample(sample, round_of(Cipher::tdes), 400) == 4);
}

TEST_CASE("the profile full takes every case, slow ones too, but gigabytes only when asked for") {
  const Sample sample = sample_of(Profile::full, {}, kMixed);
  CHECK(count_in_sample(sample, round_of(Cipher::tdes), 400) == 400);
  CHECK(sample.why_left_out(KeyGenerationOperation{.scheme = SignatureScheme::rsa_pkcs1, .bits = 2048, .curve = {}}).empty());
  const DigestOperation gigabyte{.hash = Hash::sha256, .message = Bytes(8), .total_length = std::uint64_t{1} << 30U};
  CHECK(sample.why_left_out(gigabyte) == "a message of gigabytes: give --large");
  CHECK(sample_of(Profile::full, {.large = true, .slow = false}, kMixed).why_left_out(gigabyte).empty());
}

TEST_CASE("prime generation is left out of the other profiles unless it is asked for, making a key of a curve is not") {
  const KeyGenerationOperation rsa{.scheme = SignatureScheme::rsa_pkcs1, .bits = 2048, .curve = {}};
  const KeyGenerationOperation ec{.scheme = SignatureScheme::ecdsa, .bits = 0, .curve = Curve::p256};
  const Sample sample = sample_of(Profile::standard, {}, kMixed);
  CHECK(sample.why_left_out(rsa) == "prime generation is slow: give --slow");
  CHECK(sample.why_left_out(ec).empty());
  CHECK(sample_of(Profile::standard, {.large = false, .slow = true}, kMixed).why_left_out(rsa).empty());
}
