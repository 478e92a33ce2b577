#include "harness/kat/sample.hpp"

#include <algorithm>

namespace fipsprobe {
namespace {

// one_in returns how many cases one of the operation's kind stands for.
struct OneIn {
  const Sample& sample;

  std::uint64_t operator()(const VerifyOperation&) const { return sample.every_public_key; }
  std::uint64_t operator()(const SignOperation&) const { return sample.every_public_key; }
  std::uint64_t operator()(const RsaDecryptOperation&) const { return sample.every_public_key; }
  std::uint64_t operator()(const EcdhOperation&) const { return sample.every_public_key; }
  std::uint64_t operator()(const FfdhOperation&) const { return sample.every_public_key; }
  std::uint64_t operator()(const KeyValidationOperation&) const { return sample.every_public_key; }
  std::uint64_t operator()(const KeyGenerationOperation&) const { return sample.every_public_key; }
  std::uint64_t operator()(const MonteCarloOperation& round) const {
    const auto* cipher = std::get_if<CipherOperation>(&round.first);
    const bool is_tdes = cipher != nullptr && cipher->cipher == Cipher::tdes;
    return is_tdes ? sample.every_tdes_monte_carlo : sample.every_monte_carlo;
  }
  template <class Other>
  std::uint64_t operator()(const Other&) const {
    return 1;
  }
};

bool is_large(const Operation& operation) {
  const auto* digest = std::get_if<DigestOperation>(&operation);
  return digest != nullptr && digest->total_length != 0;
}

// is_slow: searching primes takes seconds in some modules.
bool is_slow(const Operation& operation) {
  const auto* generation = std::get_if<KeyGenerationOperation>(&operation);
  if (generation != nullptr) return generation->scheme != SignatureScheme::ecdsa;
  return std::holds_alternative<DsaParameterOperation>(operation);
}

}  // namespace

bool Sample::has(std::uint64_t index, const Operation& operation) const {
  return index % std::max(every, std::visit(OneIn{*this}, operation)) == 0;
}

std::string Sample::why_left_out(const Operation& operation) const {
  if (!costs.large && is_large(operation)) return "a message of gigabytes: give --large";
  if (!costs.slow && is_slow(operation)) return "prime generation is slow: give --slow";
  return {};
}

}  // namespace fipsprobe
