#include "harness/kat/monte_carlo.hpp"

#include <algorithm>
#include <array>
#include <deque>

namespace fipsprobe {
namespace {

using Rule = MonteCarloOperation::Rule;

bool is_done(const Outcome& outcome) { return outcome.kind == OutcomeKind::ok && outcome.accepted; }

// three_digests keeps MD(i-3), MD(i-2) and MD(i-1) one behind the other in the message.
Outcome three_digests(Module& module, DigestOperation digest, const MonteCarloOperation& round) {
  std::array<Bytes, 3> last = {digest.message, digest.message, digest.message};
  Outcome outcome;
  for (std::size_t i = 0; i < round.iterations; ++i) {
    digest.message.clear();
    for (const Bytes& value : last) digest.message.insert(digest.message.end(), value.begin(), value.end());
    if (round.rule == Rule::digest_three_cut) digest.message.resize(round.message_size);
    outcome = perform(module, digest);
    if (!is_done(outcome)) break;
    std::rotate(last.begin(), last.begin() + 1, last.end());
    last.back() = outcome.output;
  }
  return outcome;
}

Outcome digest_chain(Module& module, DigestOperation digest, std::size_t iterations) {
  Outcome outcome;
  for (std::size_t i = 0; i < iterations; ++i) {
    outcome = perform(module, digest);
    if (!is_done(outcome)) break;
    digest.message = outcome.output;
  }
  return outcome;
}

// xof_chain: the next output's length is drawn from the last 16 bits of the output before (SHA3VS §6.3.3).
Outcome xof_chain(Module& module, DigestOperation digest, const MonteCarloOperation& round) {
  constexpr std::size_t message_size = 16;
  const std::size_t range = round.max_output - round.min_output + 1;
  Outcome outcome;
  for (std::size_t i = 0; i < round.iterations; ++i) {
    digest.message.resize(message_size);
    outcome = perform(module, digest);
    if (!is_done(outcome) || outcome.output.size() < 2) break;
    const std::size_t last = outcome.output[outcome.output.size() - 2] * std::size_t{256} + outcome.output.back();
    digest.output_length = round.min_output + last % range;
    digest.message = outcome.output;
  }
  return outcome;
}

Outcome run_digests(Module& module, const DigestOperation& first, const MonteCarloOperation& round) {
  switch (round.rule) {
    case Rule::digest_three:
    case Rule::digest_three_cut: return three_digests(module, first, round);
    case Rule::xof_chain: return xof_chain(module, first, round);
    case Rule::digest_chain: return digest_chain(module, first, round.iterations);
    case Rule::cipher_chain: break;
  }
  return Outcome::failed("a digest has no Monte Carlo rule of ciphers");
}

// Register is the block that a cipher mode keeps from one operation to the next, as the mode's IV.
class Register {
 public:
  Register(Bytes iv, std::size_t unit_bits) : value_(std::move(iv)), unit_(unit_bits) {}

  const Bytes& value() const { return value_; }

  // first_unit returns the leftmost unit, in the lowest number of bytes, from the highest bit on.
  Bytes first_unit() const { return unit(0); }

  // unit returns the unit of that number.
  Bytes unit(std::size_t index) const {
    if (unit_ == 1) return {static_cast<std::uint8_t>((value_[index / 8] << (index % 8)) & 0x80)};
    const auto begin = value_.begin() + static_cast<std::ptrdiff_t>(index * unit_ / 8);
    return {begin, begin + static_cast<std::ptrdiff_t>(unit_ / 8)};
  }

  // shift_in drops the leftmost unit and puts another one at the end.
  void shift_in(const Bytes& unit) {
    if (unit_ != 1) {
      value_.erase(value_.begin(), value_.begin() + static_cast<std::ptrdiff_t>(unit_ / 8));
      value_.insert(value_.end(), unit.begin(), unit.end());
      return;
    }
    unsigned carry = unit.front() >> 7U;
    for (std::size_t i = value_.size(); i-- > 0;) {
      const unsigned wide = (static_cast<unsigned>(value_[i]) << 1U) | carry;
      value_[i] = static_cast<std::uint8_t>(wide);
      carry = wide >> 8U;
    }
  }

 private:
  Bytes value_;
  std::size_t unit_;  // bits
};

std::size_t unit_bits(const CipherOperation& operation) {
  switch (operation.mode) {
    case CipherMode::cfb1: return 1;
    case CipherMode::cfb8: return 8;
    default: return block_size(operation.cipher) * 8;
  }
}

Bytes exclusive_or(const Bytes& one, const Bytes& other) {
  Bytes result(one);
  for (std::size_t i = 0; i < result.size() && i < other.size(); ++i) result[i] ^= other[i];
  return result;
}

// CipherChain is the state between the operations of a chain.
class CipherChain {
 public:
  explicit CipherChain(const CipherOperation& first)
      : first_iv_(first.iv, unit_bits(first)), register_(first.iv, unit_bits(first)), units_(block_size(first.cipher) * 8) {
    units_ /= unit_bits(first);
  }

  // advance sets the operation's IV and input to those of operation j + 1, when `output` came of operation j.
  void advance(CipherOperation& operation, std::size_t j, const Bytes& output) {
    const Bytes input = operation.input;
    const Register before = register_;
    feed_back(operation, input, output);
    operation.input = operation.cipher == Cipher::tdes ? next_of_tdes(operation, j, before, input, output)
                                                       : next_of_aes(operation, j, output);
    operation.iv = register_.value();
  }

 private:
  // feed_back moves the mode's register on (SP 800-38A §6).
  void feed_back(const CipherOperation& operation, const Bytes& input, const Bytes& output) {
    if (operation.mode == CipherMode::ecb) return;
    if (operation.mode == CipherMode::ofb) return register_.shift_in(exclusive_or(input, output));
    register_.shift_in(operation.direction == Direction::encrypt ? output : input);
  }

  // next_of_aes: AESAVS §6.4.1 (ECB), §6.4.2 (CBC), §6.4.3 (OFB), §6.4.4 to §6.4.6 (CFB).
  Bytes next_of_aes(const CipherOperation& operation, std::size_t j, const Bytes& output) {
    if (operation.mode == CipherMode::ecb) return output;
    outputs_.push_back(output);
    if (j < units_) return first_iv_.unit(j);
    const Bytes next = outputs_.front();
    outputs_.pop_front();
    return next;
  }

  // next_of_tdes: SP 800-20 §5.1.5, §5.2.5 and the like for each mode.
  Bytes next_of_tdes(const CipherOperation& operation, std::size_t j, const Register& before, const Bytes& input,
                     const Bytes& output) {
    const bool encrypts = operation.direction == Direction::encrypt;
    switch (operation.mode) {
      case CipherMode::cbc: return encrypts ? next_of_aes(operation, j, output) : output;
      case CipherMode::ofb: return before.value();
      case CipherMode::cfb1:
      case CipherMode::cfb8:
      case CipherMode::cfb_block: return encrypts ? before.first_unit() : exclusive_or(input, output);
      default: return output;
    }
  }

  Register first_iv_;
  Register register_;
  std::size_t units_;          // in the register
  std::deque<Bytes> outputs_;  // the last `units_`
};

Outcome run_ciphers(Module& module, const CipherOperation& first, std::size_t iterations) {
  CipherOperation operation = first;
  CipherChain chain(first);
  Outcome outcome;
  for (std::size_t j = 0; j < iterations; ++j) {
    if (j > 0) chain.advance(operation, j - 1, outcome.output);
    outcome = perform(module, operation);
    if (!is_done(outcome) || outcome.output.size() != operation.input.size()) break;
  }
  return outcome;
}

}  // namespace

Outcome run_monte_carlo(Module& module, const MonteCarloOperation& operation) {
  if (const auto* digest = std::get_if<DigestOperation>(&operation.first)) return run_digests(module, *digest, operation);
  return run_ciphers(module, std::get<CipherOperation>(operation.first), operation.iterations);
}

}  // namespace fipsprobe
